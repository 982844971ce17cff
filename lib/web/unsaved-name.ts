import 'server-only';
import { limits } from '../config/limits.ts';
import { parseName } from '../rules/account/person-name.ts';
import type { FormMark } from '../rules/form/form-mark.ts';
import { deleteCookie, readCookie, writeCookie } from './cookies.ts';
import { isDrawnFor } from './drawn-for.ts';
import { openSessionToken } from './session-token.ts';

/**
 * Keeps a name that was typed into the profile of a session that had ended, until its owner has signed in again. Whose
 * session it was stands in our own sealed cookie; nobody else who signs in here is shown the name.
 */
export async function keepUnsavedName(typed: string, mark: FormMark): Promise<void> {
  const owner = openSessionToken(await readCookie('session'));
  const name = parseName(typed);
  if (owner && isDrawnFor(mark, owner.sub) && name.ok)
    await writeCookie('unsaved-name', `${owner.sub} ${name.value}`, limits.openedLinkLifeMs);
}

/** The name that `userId` typed and could not save; null when there is none. */
export async function unsavedName(userId: string): Promise<string | null> {
  const kept = (await readCookie('unsaved-name')) ?? '';
  const name = parseName(kept.slice(userId.length));
  return kept.startsWith(`${userId} `) && name.ok ? name.value : null;
}

export async function forgetUnsavedName(): Promise<void> {
  await deleteCookie('unsaved-name');
}
