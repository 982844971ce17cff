import { findClient, findOpenApp } from '../../../db/queries/apps.ts';
import { findInteraction, replaceInteraction } from '../../../db/queries/openid-records.ts';
import { hashToken } from '../../crypto/token.ts';
import { authorizeAppEntry, type Entry } from '../../rules/apps/app-entry.ts';
import { contextOf, methodReferences, proofTime } from '../../rules/apps/authentication-context.ts';
import type { Method } from '../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../context.ts';

/** Who is signed in, and how. */
type Person = { userId: string; methods: readonly Method[]; signedInAt: Date };

/** As the library stores a request that waits for its person. */
type Interaction = {
  iat: number;
  returnTo: string;
  params: { client_id?: string; prompt?: string; max_age?: number; acr_values?: string };
  prompt: { reasons: string[] };
  result?: object;
};

/**
 * What a person has to do before an app gets its code.
 *
 * press  the app wants a press: a native one, or one that asks for it
 * go     nothing: the request goes on at `path`
 */
export type AppRequest = { app: string; next: Entry | 'press'; path: string };

/**
 * Returns a request of an app that waits for its person, by the id in the page's address; null where it has expired or
 * never was. It decides nothing: each point is checked again where the code is given out (lib/web/openid/policy.ts).
 */
export async function describeAppRequest(context: Context, uid: string, person: Person): Promise<AppRequest | null> {
  const found = await readRequest(context, uid);
  const client = found && (await findClient(context.db, found.params.client_id ?? ''));
  if (!found || !client) return null;
  const { app } = client;
  const path = new URL(found.returnTo).pathname;
  const about = { app: app.name, path };
  const isMember = (await findOpenApp(context.db, app.id, person.userId)) !== null;
  const wish = { ...found.params, askedAt: found.iat };
  // Its tokens say whether the address is confirmed: no one is kept out for that.
  const entry = authorizeAppEntry(
    { ...app, remoteUser: 'id' },
    { ...person, isMember, emailVerifiedAt: null },
    context.now,
    wish,
  );
  if (entry !== 'go') return { ...about, next: entry };
  const isPressWanted = found.prompt.reasons.some((reason) => /_prompt$/.test(reason));
  return { ...about, next: isPressWanted && !found.result ? 'press' : 'go' };
}

/**
 * Notes that this person goes on. Whose browser began the request doesn't show here: the library's answer goes to that
 * browser, and only if the same person is signed in there.
 */
export async function continueAppRequest(context: Context, uid: string, person: Person): Promise<boolean> {
  const found = await readRequest(context, uid);
  if (!found) return false;
  const { userId, methods } = person;
  const login = {
    accountId: userId,
    ts: proofTime(person),
    acr: contextOf(methods),
    amr: methodReferences(methods),
    remember: false,
  };
  const payload = JSON.stringify({ ...found, result: { login, consent: {} } });
  return (await replaceInteraction(context.db, hashToken(uid), payload)).length > 0;
}

async function readRequest({ db, now }: Context, uid: string): Promise<Interaction | null> {
  const found = await findInteraction(db, hashToken(uid));
  return found && found.record.expiresAt > now ? JSON.parse(found.record.payload) : null;
}
