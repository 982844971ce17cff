'use client';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { useForm } from '#app/_ui/use-form.ts';
import { enableAction } from './actions.ts';
import { CodesDialog } from './codes-dialog.tsx';
import type { DialogContext } from './dialog-context.ts';
import { EnableForm } from './enable-form.tsx';

type Props = {
  context: DialogContext;
  /** Step 1, made on the server; null once two-factor is on. */
  scan: React.ReactNode;
  /** In place of the password, for users without one. */
  proof: React.ReactNode;
  notice: string | null;
  /** Which set of one-time passwords this is. */
  generation: number;
};

/** The three steps of turning two-factor on. Holds the one-time passwords while they are shown, and nowhere else. */
export function EnableDialog({ context, scan, proof, notice, generation }: Props) {
  const [state, send] = useForm(enableAction);
  useReauthentication(state);
  if (!state.recoveryCodes && !scan) return null;
  return (
    <CodesDialog
      context={context}
      titleId="enable-title"
      returnFocusTo={['enable', 'two-factor-heading']}
      codes={state.recoveryCodes}
      generation={generation}
      step="Step 3 of 3"
      news={
        <>
          <p>
            <strong>Two-factor authentication is on.</strong>
          </p>
          <p>Any other browsers were signed out.</p>
        </>
      }
    >
      <EnableForm context={context} scan={scan} proof={proof} state={state} notice={notice} send={send} />
    </CodesDialog>
  );
}
