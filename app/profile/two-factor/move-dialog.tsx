'use client';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { beginMoveAction, completeMoveAction } from './actions.ts';
import { CodesDialog } from './codes-dialog.tsx';
import type { GateProps, News } from './dialog-context.ts';
import { MoveForm, type MoveWords } from './move-form.tsx';
import { ProofForm } from './proof-form.tsx';

type Props = GateProps & {
  words: { gate: Words['twoFactorDialogs']['move']['gate']; form: MoveWords };
  authenticatorId: string;
  /** Which app is moved, where there are several. */
  which: React.ReactNode;
  news: News;
  /** The new QR code, once the gate is passed; null before, and again when the move is done. */
  scan: React.ReactNode;
  /** Few are left: then a new set is the better choice. */
  isFew: boolean;
};

/** The authenticator on another phone, without an unprotected moment: gate, QR code, code, perhaps new codes. */
export function MoveDialog({ words, news, authenticatorId, which, scan, isFew, ...gate }: Props) {
  const [state, send] = useForm(completeMoveAction);
  return (
    <CodesDialog
      context={gate.context.codes}
      titleId="move-title"
      returnFocusTo={['move', `move-${authenticatorId}`, 'two-factor-heading']}
      codes={state.recoveryCodes}
      news={news}
    >
      {scan ? (
        <MoveForm
          words={words.form}
          codeLabel={gate.context.proofWords.code}
          scan={scan}
          state={state}
          send={send}
          isFew={isFew}
        />
      ) : (
        <ProofForm
          {...gate}
          titleId="move-title"
          action={beginMoveAction}
          words={words.gate}
          about={{ name: 'authenticator', id: authenticatorId }}
        >
          {which}
          {gate.isRecovery ? words.gate.withOneTimePassword : words.gate.withCode}
        </ProofForm>
      )}
    </CodesDialog>
  );
}
