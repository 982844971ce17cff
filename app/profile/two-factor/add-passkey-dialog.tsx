'use client';
import { ModalDialog } from '#app/_ui/modal-dialog.tsx';
import { useSecondFactorForm } from '#app/profile/use-second-factor-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { CreatePasskey } from './create-passkey.tsx';
import type { GateProps } from './dialog-context.ts';
import { beginPasskeyAction } from './passkey-actions.ts';
import { ProofFields } from './proof-form.tsx';

type Props = GateProps & {
  words: {
    gate: Words['passkeys']['addDialog'];
    create: Words['passkeys']['create'];
    needsScript: string;
  };
  kind: 'passkey' | 'security-key';
  /** Two-factor is on: then a code is asked as well. */
  asksCode: boolean;
};

/** A new passkey or security key: proof first, then the browser makes it. */
export function AddPasskeyDialog({ words, kind, ...gate }: Props) {
  const form = useSecondFactorForm(beginPasskeyAction, gate);
  return (
    <ModalDialog
      titleId="passkey-title"
      closeTo="/profile/two-factor"
      returnFocusTo={[`add-${kind}`, 'two-factor-heading']}
    >
      {form.state.passkeyOptions ? (
        <CreatePasskey
          words={words.create}
          needsScript={words.needsScript}
          kind={kind}
          options={form.state.passkeyOptions}
        />
      ) : (
        <ProofFields {...gate} {...form} titleId="passkey-title" words={words.gate} about={{ name: 'kind', id: kind }}>
          {words.gate.text}
        </ProofFields>
      )}
    </ModalDialog>
  );
}
