'use client';
import { ProveByPasskey } from '#app/_frame/prove-by-passkey.tsx';
import { DialogHead } from '#app/_ui/dialog-head.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Form } from '#app/_ui/form.tsx';
import { LeaveButton } from '#app/_ui/modal-dialog.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { CodesDialog } from './codes-dialog.tsx';
import type { DialogContext, News } from './dialog-context.ts';
import { enableByPasskeyAction } from './passkey-actions.ts';

type Props = {
  context: DialogContext;
  words: Omit<Words['twoFactorDialogs']['enableByPasskey'], 'link' | 'open' | 'about'> & { needsScript: string };
  /** Those that will confirm sign-ins from then on. */
  passkeys: readonly { id: string; name: string; detail: string; isNew: boolean }[];
  news: News;
  isOn: boolean;
  notice: string | null;
};

/** Turns two-factor on with a passkey. Holds the one-time passwords while they are shown, and nowhere else. */
export function EnableByPasskeyDialog({ context, words, passkeys, news, isOn, notice }: Props) {
  const [state, send] = useForm(enableByPasskeyAction);
  if (isOn && !state.recoveryCodes) return null;
  return (
    <CodesDialog
      context={context.codes}
      titleId="enable-title"
      returnFocusTo={['enable-by-passkey', 'two-factor-heading']}
      codes={state.recoveryCodes}
      news={news}
    >
      <DialogHead id="enable-title" focus="now">
        {words.title}
      </DialogHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} />
        <p>{words.text}</p>
        {passkeys.length > 0 ? (
          <>
            <div>
              <h3 className="font-semibold">{words.heading}</h3>
              <ul className="mt-2 space-y-2">
                {passkeys.map(({ id, name, detail, isNew }) => (
                  <li key={id} className="min-w-0 break-words">
                    <bdi>{name}</bdi> {isNew && <span className="badge badge-hint">{words.new}</span>}
                    <p className="hint">{detail}</p>
                  </li>
                ))}
              </ul>
            </div>
            <p className="hint">{words.next}</p>
            <Form action={send} noValidate>
              <div className="actions">
                <LeaveButton>{words.cancel}</LeaveButton>
                <ProveByPasskey words={words.passkey} isMain />
              </div>
              <noscript>
                <p className="hint">{words.needsScript}</p>
              </noscript>
            </Form>
          </>
        ) : (
          <>
            <p>{words.none}</p>
            <div className="actions">
              <LeaveButton>{words.cancel}</LeaveButton>
              <PageLink href="/profile/two-factor?dialog=add-passkey" replace className="button button-primary">
                {words.add}
              </PageLink>
            </div>
          </>
        )}
      </div>
    </CodesDialog>
  );
}
