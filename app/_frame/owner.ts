import { settings } from '#lib/config/env.ts';
import { describeWaysToConfirm } from '#lib/flows/two-factor/steps/own-passkeys.ts';
import { relyingParty } from '#lib/rules/two-factor/relying-party.ts';
import { requestContext } from '#lib/web/context.ts';
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
  /** A security key that can be used here: it stands for the code. */
  hasKey: boolean;
  /** There is an app to read a code from. Also true where nothing else could be asked. */
  hasApp: boolean;
  proofWords: Words['reauthentication']['fields'] & { readonly passwordHint: string; readonly codeHint: string };
};

/** Returns what the dialogs know of the user; the screens show all of it anyway. */
export async function describeOwner({ userId, email, hasPassword }: CurrentUser): Promise<Owner> {
  const { fields, passwordHint, codeHint } = (await myWords()).reauthentication;
  const { appName } = settings();
  return {
    email,
    hasPassword,
    ...(await describeFactors(userId)),
    proofWords: { ...fields, passwordHint: passwordHint({ appName }), codeHint: codeHint({ appName }) },
  };
}

async function describeFactors(userId: string): Promise<Pick<Owner, 'hasPasskey' | 'hasKey' | 'hasApp'>> {
  const passkeys = relyingParty(settings()) ? await passkeysOf(userId) : [];
  const kinds = passkeys.flatMap(({ kind, otherHost }) => (otherHost === null ? [kind] : []));
  return {
    hasPasskey: kinds.includes('passkey'),
    hasKey: kinds.includes('security-key'),
    // Few have either, so it's read for few.
    hasApp: kinds.length === 0 || (await describeWaysToConfirm(await requestContext(), userId)).hasApp,
  };
}
