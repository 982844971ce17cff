'use client';
import { ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { beginAdditionAction, completeAdditionAction } from './actions.ts';
import { AddForm, type AddWords } from './add-form.tsx';
import type { GateProps } from './dialog-context.ts';
import { ProofForm } from './proof-form.tsx';

type Props = GateProps & {
  words: { gate: Words['twoFactorDialogs']['add']['gate']; form: AddWords };
  /** The QR code, once the proof is given; null before. */
  scan: React.ReactNode;
};

/** Another authenticator app beside those that are there: proof, QR code, code and name. */
export function AddDialog({ words, scan, ...gate }: Props) {
  const [state, send] = useForm(completeAdditionAction);
  return (
    <ModalDialog titleId="add-title" closeTo="/profile/two-factor" returnFocusTo={['add', 'two-factor-heading']}>
      {scan ? (
        <AddForm words={words.form} codeLabel={gate.context.proofWords.code} scan={scan} state={state} send={send} />
      ) : (
        <ProofForm {...gate} titleId="add-title" action={beginAdditionAction} words={words.gate}>
          {gate.isRecovery ? words.gate.withOneTimePassword : words.gate.withCode}
        </ProofForm>
      )}
    </ModalDialog>
  );
}
