import { settings } from '#lib/config/env.ts';
import { relyingParty } from '#lib/rules/two-factor/relying-party.ts';
import { passkeysOf } from '#lib/web/passkeys.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import type { Words } from '#lib/words/shape.ts';

/** Whom a dialog asks to prove who they are, and what its fields say. */
export type Owner = {
  email: string;
  hasPassword: boolean;
  /** One that verifies its user and can be used here: it stands for the password and the code. */
  hasPasskey: boolean;
  proofWords: Words['reauthentication']['fields'] & { readonly passwordHint: string; readonly codeHint: string };
};

/** Returns what the dialogs know of the user; the screens show all of it anyway. */
export async function describeOwner({ userId, email, hasPassword }: CurrentUser): Promise<Owner> {
  const { fields, passwordHint, codeHint } = (await myWords()).reauthentication;
  const { appName } = settings();
  return {
    email,
    hasPassword,
    hasPasskey: await hasPasskey(userId),
    proofWords: { ...fields, passwordHint: passwordHint({ appName }), codeHint: codeHint({ appName }) },
  };
}

async function hasPasskey(userId: string): Promise<boolean> {
  if (!relyingParty(settings())) return false;
  return (await passkeysOf(userId)).some(({ kind, otherHost }) => kind === 'passkey' && otherHost === null);
}
