import 'server-only';
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { cookies } from 'next/headers';
import { claimFormAnswer, deleteFormAnswer, findFormAnswer, keepFormAnswer } from '../../db/queries/form-answers.ts';
import { addMs, clock } from '../clock.ts';
import { settings } from '../config/env.ts';
import { limits } from '../config/limits.ts';
import { keyedHash } from '../crypto/keyed-hash.ts';
import { open, type SealingKey, seal } from '../crypto/secret-box.ts';
import type { FormAnswer } from '../result.ts';
import { type FormMark, writeMark } from '../rules/form/form-mark.ts';
import { cookieName } from './cookies.ts';
import { isDrawnFor } from './drawn-for.ts';
import { refreshPages } from './refresh.ts';
import { currentUser, findCurrentUser } from './session.ts';
import { openSessionToken } from './session-token.ts';
import { store } from './store.ts';

/** A form's answer: a page to go to, or what the form is to say, in codes. */
export type Outcome = { goTo: string } | FormAnswer;

type Kept = { outcome: Outcome; cookies: SetCookie[] };
type SetCookie = { name: string; value: string } & Record<string, unknown>;

const POLL_MS = 150;

/**
 * Processes a form once, however often it arrives: a browser sends it again when the connection breaks before the
 * response (Chromium up to seven times), and so does our own script. A second arrival gets the first one's answer, with
 * its cookies, for some minutes; one that comes while the first is processed waits for it. The answer is sealed with a
 * key derived from the form itself (its random id, every field), so that neither the database nor AUTH_SECRET opens it.
 * Null: the first was begun and its end is unknown.
 */
export async function answerOnce(
  form: FormData,
  mark: FormMark,
  work: () => Promise<{ outcome: Outcome; isKept: boolean }>,
): Promise<Outcome | null> {
  const lock = lockOf(form, mark);
  const db = store();
  for (const until = clock().getTime() + limits.formWaitMs; ; ) {
    const now = clock();
    const [claimed] = await claimFormAnswer(db, { keyHash: lock.id, expiresAt: addMs(now, limits.formAnswerLifeMs) });
    if (claimed) return workOnce(lock, work);
    const found = await findFormAnswer(db, lock.id);
    if (found && found.expiresAt <= now) await deleteFormAnswer(db, lock.id);
    else if (found?.sealed) {
      const kept = read(found.sealed, lock);
      if (kept && (await mayRepeat(kept, mark))) return repeat(kept);
      await deleteFormAnswer(db, lock.id);
    } else if (now.getTime() > until) return null;
    else await setTimeout(POLL_MS);
  }
}

async function workOnce(
  lock: SealingKey,
  work: () => Promise<{ outcome: Outcome; isKept: boolean }>,
): Promise<Outcome> {
  const before = await sentCookies();
  try {
    const { outcome, isKept } = await work();
    // What was done is done: failing to keep its answer must not look like a refusal.
    const isStored = isKept
      ? keep(lock, { outcome, cookies: changed(before, await sentCookies()) }, limits.formAnswerLifeMs)
      : deleteFormAnswer(store(), lock.id);
    await isStored.then(null, () => {});
    return outcome;
  } catch (error) {
    // Next's redirects travel as exceptions too: nothing was done here, and nothing is to be repeated.
    await deleteFormAnswer(store(), lock.id).catch(() => {});
    throw error;
  }
}

/**
 * An answer is repeated only to the user it was given to: no other user may be signed in here by now, and a session
 * that it hands out must still live.
 */
async function mayRepeat(kept: Kept, mark: FormMark): Promise<boolean> {
  const given = openSessionToken(kept.cookies.find(({ name }) => name === cookieName('session'))?.value);
  if (given && !(await findCurrentUser(given))) return false;
  const signed = await currentUser();
  return !signed || isDrawnFor(mark, signed.userId) || given?.sub === signed.userId;
}

async function repeat({ outcome, cookies: sent }: Kept): Promise<Outcome> {
  const jar = await cookies();
  for (const cookie of sent)
    jar.set({ ...cookie, ...(cookie['expires'] ? { expires: new Date(String(cookie['expires'])) } : {}) });
  refreshPages();
  return outcome;
}

async function sentCookies(): Promise<SetCookie[]> {
  return (await cookies()).getAll() as SetCookie[];
}

function changed(before: SetCookie[], after: SetCookie[]): SetCookie[] {
  const known = new Map(before.map(({ name, value }) => [name, value]));
  return after.filter(({ name, value }) => known.get(name) !== value);
}

/** Returns the row of a form and the key of its answer, both out of reach without the form. */
function lockOf(form: FormData, mark: FormMark): SealingKey {
  const fields = [...form.entries()].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]);
  return lockFor('form answer', JSON.stringify([writeMark(mark), fields]));
}

function lockFor(purpose: string, text: string): SealingKey {
  const material = keyedHash(settings().authSecrets[0] ?? '', purpose, text);
  const part = (name: string) => createHash('sha256').update(name).update(material).digest();
  return { id: part('row').toString('base64url'), key: part('key') };
}

async function keep(lock: SealingKey, value: object, lifeMs: number): Promise<void> {
  const sealed = seal(Buffer.from(JSON.stringify(value)), contextOf(lock), [lock]);
  await keepFormAnswer(store(), { keyHash: lock.id, sealed, expiresAt: addMs(clock(), lifeMs) });
}

function read(sealed: string, lock: SealingKey): Kept | null {
  const opened = open(sealed, contextOf(lock), [lock]);
  return opened && (JSON.parse(opened.toString('utf8')) as Kept);
}

function contextOf(lock: SealingKey) {
  return { purpose: 'answer', userId: '', rowId: lock.id } as const;
}

/** Keeps new one-time passwords for the session that made them, until its page has confirmed that it shows them. */
export async function keepUnseenCodes(codes: readonly string[]): Promise<void> {
  const lock = await lockOfSession();
  if (lock) await keep(lock, codes, limits.unseenCodesLifeMs);
}

/** Returns one-time passwords that this session made and that haven't reached its screen; null when there are none. */
export async function unseenCodes(): Promise<string[] | null> {
  const lock = await lockOfSession();
  const found = lock && (await findFormAnswer(store(), lock.id));
  if (!lock || !found?.sealed || found.expiresAt <= clock()) return null;
  return read(found.sealed, lock) as string[] | null;
}

/** Called once they have reached the user. */
export async function forgetUnseenCodes(): Promise<void> {
  const lock = await lockOfSession();
  if (lock) await deleteFormAnswer(store(), lock.id);
}

async function lockOfSession(): Promise<SealingKey | null> {
  const token = openSessionToken((await cookies()).get(cookieName('session'))?.value);
  return token && lockFor('unseen codes', token.sid);
}
