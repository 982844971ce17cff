'use client';
import { ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { removeAction } from './actions.ts';
import type { GateProps } from './dialog-context.ts';
import { ProofForm } from './proof-form.tsx';

type Props = GateProps & {
  words: { title: string; cancel: string; submit: string; pending: string };
  /** What goes, and what the user has to do elsewhere. */
  text: string;
  authenticatorId: string;
};

/** Takes one of several authenticators off the account: a code of another one, or a one-time password. */
export function RemoveDialog({ words, text, authenticatorId, ...gate }: Props) {
  return (
    <ModalDialog
      titleId="remove-title"
      closeTo="/profile/two-factor"
      returnFocusTo={[`remove-${authenticatorId}`, 'two-factor-heading']}
    >
      <ProofForm
        {...gate}
        titleId="remove-title"
        action={removeAction}
        words={words}
        about={{ name: 'authenticator', id: authenticatorId }}
        look="danger"
      >
        {text}
      </ProofForm>
    </ModalDialog>
  );
}
