import { settings } from '#lib/config/env.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import type { Words } from '#lib/words/shape.ts';

/** Whom a dialog asks to prove who they are, and what its fields say. */
export type Owner = {
  email: string;
  hasPassword: boolean;
  proofWords: Words['reauthentication']['fields'] & { readonly passwordHint: string; readonly codeHint: string };
};

/** Returns what the dialogs know of the user; the screens show all of it anyway. */
export async function describeOwner({ email, hasPassword }: CurrentUser): Promise<Owner> {
  const { fields, passwordHint, codeHint } = (await myWords()).reauthentication;
  const { appName } = settings();
  return {
    email,
    hasPassword,
    proofWords: { ...fields, passwordHint: passwordHint({ appName }), codeHint: codeHint({ appName }) },
  };
}
