'use client';
import { useForm } from '#app/_ui/use-form.ts';
import { completeMoveAction } from './actions.ts';
import { CodesDialog } from './codes-dialog.tsx';
import type { GateProps } from './dialog-context.ts';
import { MoveForm } from './move-form.tsx';
import { MoveGate } from './move-gate.tsx';

type Props = GateProps & {
  /** The new QR code, once the gate is passed; null before, and again when the move is done. */
  scan: React.ReactNode;
  left: number;
  /** Few are left: then a new set is the better choice. */
  isFew: boolean;
  generation: number;
};

/** The authenticator on another phone, without an unprotected moment: gate, QR code, code, perhaps new codes. */
export function MoveDialog({ scan, left, isFew, generation, ...gate }: Props) {
  const [state, send] = useForm(completeMoveAction);
  return (
    <CodesDialog
      context={gate.context}
      titleId="move-title"
      returnFocusTo={['move', 'two-factor-heading']}
      codes={state.recoveryCodes}
      generation={generation}
      news={
        <>
          <p>
            <strong>Your authenticator app is changed. The old one no longer works.</strong>
          </p>
          <p>The earlier one-time passwords no longer work either. Any other browsers were signed out.</p>
        </>
      }
    >
      {scan ? (
        <MoveForm appName={gate.context.appName} scan={scan} state={state} send={send} left={left} isFew={isFew} />
      ) : (
        <MoveGate {...gate} />
      )}
    </CodesDialog>
  );
}
