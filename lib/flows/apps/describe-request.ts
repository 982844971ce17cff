import { findClient, findOpenApp } from '../../../db/queries/apps.ts';
import { findInteraction, replaceInteraction } from '../../../db/queries/openid-records.ts';
import { hashToken } from '../../crypto/token.ts';
import { contextOf, isProofStale, methodReferences, wantsTwoFactors } from '../../rules/apps/authentication-context.ts';
import { smallerAge } from '../../rules/apps/sign-in-age.ts';
import { isProvider, type Method, passedSecondFactor } from '../../rules/sign-in/authentication-methods.ts';
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
 * closed      the app isn't open to them
 * two-factor  it wants two factors, and they have one
 * again       it wants a newer sign-in
 * press       it wants a press: a native app, or one that asks for it
 * go          nothing: the request goes on at `path`
 */
export type AppRequest = { app: string; next: 'closed' | 'two-factor' | 'again' | 'press' | 'go'; path: string };

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
  if (!(await findOpenApp(context.db, app.id, person.userId))) return { ...about, next: 'closed' };
  if (wantsTwoFactors(app.demands, found.params.acr_values) && !passedSecondFactor(person.methods))
    return { ...about, next: 'two-factor' };
  const times = { signedInAt: proofTime(person), askedAt: found.iat, now: seconds(context.now) };
  const maxAge = smallerAge(found.params.max_age, app.maxSignInAgeMs);
  if (isProofStale({ ...found.params, max_age: maxAge }, times)) return { ...about, next: 'again' };
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

/** When the person proved who they are, in seconds; 0 where only a provider vouched: it may not have asked. */
export function proofTime({ methods, signedInAt }: Omit<Person, 'userId'>): number {
  return methods.some((method) => !isProvider(method)) ? seconds(signedInAt) : 0;
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
