'use client';
import { ModalDialog } from '#app/_ui/modal-dialog.tsx';
import type { GateProps } from './dialog-context.ts';
import { removePasskeyAction } from './passkey-actions.ts';
import { ProofForm } from './proof-form.tsx';

type Props = GateProps & {
  words: { title: string; text: string; cancel: string; submit: string; pending: string };
  passkeyId: string;
  asksCode: boolean;
};

/** Takes a passkey off the account. */
export function RemovePasskeyDialog({ words, passkeyId, ...gate }: Props) {
  return (
    <ModalDialog
      titleId="remove-title"
      closeTo="/profile/two-factor"
      returnFocusTo={[`remove-${passkeyId}`, 'two-factor-heading']}
    >
      <ProofForm
        {...gate}
        titleId="remove-title"
        action={removePasskeyAction}
        words={words}
        about={{ name: 'passkey', id: passkeyId }}
        look="danger"
      >
        {words.text}
      </ProofForm>
    </ModalDialog>
  );
}
