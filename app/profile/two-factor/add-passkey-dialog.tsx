'use client';
import { ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { CreatePasskey } from './create-passkey.tsx';
import type { GateProps } from './dialog-context.ts';
import { beginPasskeyAction } from './passkey-actions.ts';
import { ProofFields } from './proof-form.tsx';

type Props = GateProps & {
  words: Pick<Words['passkeys'], 'addDialog' | 'create' | 'needsScript'>;
  /** Two-factor is on: then a code is asked as well. */
  asksCode: boolean;
};

/** A new passkey: proof first, then the browser makes it. */
export function AddPasskeyDialog({ words, ...gate }: Props) {
  const form = useSecondFactorForm(beginPasskeyAction, gate);
  return (
    <ModalDialog
      titleId="passkey-title"
      closeTo="/profile/two-factor"
      returnFocusTo={['add-passkey', 'two-factor-heading']}
    >
      {form.state.passkeyOptions ? (
        <CreatePasskey words={words.create} needsScript={words.needsScript} options={form.state.passkeyOptions} />
      ) : (
        <ProofFields {...gate} {...form} titleId="passkey-title" words={words.addDialog}>
          {words.addDialog.text}
        </ProofFields>
      )}
    </ModalDialog>
  );
}
