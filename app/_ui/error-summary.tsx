'use client';
import { useEffect, useRef } from 'react';
import type { FormState } from '#lib/result.ts';
import { Icon } from './icon.tsx';
import { fill, useKitWords } from './kit-words.tsx';
import { ReloadLink } from './reload-link.tsx';

type Props = {
  state: FormState;
  /** The id of each field, by its name. */
  ids?: Readonly<Record<string, string>>;
  /** A sentence that the page came with, until the form is sent. */
  notice?: string | null;
  /** The title of the page, which begins with "Error: " while something is refused. Dialogs have none. */
  pageTitle?: string;
};

/**
 * Everything that was refused, at the top of its form, focused so that it is read first. A field that is refused alone
 * shows that itself and takes the focus; here it is only announced, as the focus may have been there before.
 */
export function ErrorSummary({ state, ids = {}, notice = null, pageTitle }: Props) {
  const { problem, errorTitle } = useKitWords();
  const block = useRef<HTMLDivElement>(null);
  const message = state.status === 'idle' ? notice : state.message;
  const refused = Object.entries(state.fields ?? {});
  const isRefused = Boolean(message && state.status !== 'done') || refused.length > 0;
  const alone = message || refused.length > 1 ? undefined : ids[refused[0]?.[0] ?? ''];

  // biome-ignore lint/correctness/useExhaustiveDependencies: with each state, as the same may be refused once more
  useEffect(() => {
    if (isRefused) (document.getElementById(alone ?? '') ?? block.current)?.focus();
  }, [state, isRefused, alone]);

  const title = pageTitle && <title>{isRefused ? fill(errorTitle, { title: pageTitle }) : pageTitle}</title>;
  if (!isRefused) return title;
  if (alone) {
    return (
      <p role="alert" className="sr-only">
        {title}
        {refused.map(([, sentence]) => sentence)}
      </p>
    );
  }
  return (
    <div ref={block} role="alert" tabIndex={-1} className="banner banner-error">
      {title}
      <Icon name="error" className="banner-icon" />
      {refused.length > 0 && <h2 className="text-base">{problem}</h2>}
      {message && <p>{message}</p>}
      {state.isCutOff && <ReloadLink />}
      {refused.map(([name, sentence]) => (
        <p key={name}>{ids[name] ? <FieldLink id={ids[name]}>{sentence}</FieldLink> : sentence}</p>
      ))}
    </div>
  );
}

function FieldLink({ id, children }: { id: string; children: string }) {
  const focusField = (event: React.MouseEvent) => {
    const field = document.getElementById(id);
    if (!field) return;
    // The URL must stay as it is: it says which dialog is open.
    event.preventDefault();
    field.focus();
  };
  return (
    <a href={`#${id}`} onClick={focusField} className="link">
      {children}
    </a>
  );
}
