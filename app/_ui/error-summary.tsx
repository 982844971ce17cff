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
  /** A field that takes the focus itself when it is the only one refused. */
  alone?: string | readonly string[];
};

/** Everything that was refused, at the top of its form, focused so that it is read first. */
export function ErrorSummary({ state, ids = {}, notice = null, pageTitle, alone }: Props) {
  const { problem, errorTitle } = useKitWords();
  const block = useRef<HTMLDivElement>(null);
  const message = state.status === 'idle' ? notice : state.message;
  const refused = Object.entries(state.fields ?? {});
  const isRefused = Boolean(message && state.status !== 'done') || refused.length > 0;

  useEffect(() => {
    if (!isRefused) return;
    const [name = '', ...others] = Object.keys(state.fields ?? {});
    const isAlone = [alone].flat().includes(name) && others.length === 0 && !state.message;
    (isAlone ? document.getElementById(ids[name] ?? '') : block.current)?.focus();
  }, [state, isRefused, alone, ids]);

  const title = pageTitle && <title>{isRefused ? fill(errorTitle, { title: pageTitle }) : pageTitle}</title>;
  if (!isRefused) return title;
  return (
    <div ref={block} role="alert" tabIndex={-1} className="banner banner-error">
      {title}
      <Icon name="error" className="banner-icon" />
      <h2 className="text-base">{problem}</h2>
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
    <a href={`#${id}`} onClick={focusField} className="link font-semibold">
      {children}
    </a>
  );
}
