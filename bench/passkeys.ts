import { insertPasskey, setPasskeyHandle } from '#db/queries/passkeys.ts';
import type { Store } from '#db/store.ts';
import type { Answer, NoScriptClient } from '#e2e/fixtures/no-script-client.ts';
import { callAction, type ServerAction, serverActions } from '#e2e/fixtures/server-actions.ts';
import { generateId, generateToken } from '#lib/crypto/token.ts';
import { samplePasskey } from '#test/sample-passkey.ts';
import { flags, makeAuthenticator } from '#test/software-authenticator.ts';
import type { BenchEnvironment } from './environment.ts';
import { load, type Rate } from './load.ts';
import type { SeedData, Server } from './measure.ts';
import { PASSWORD, type SeedUser } from './seed-data.ts';
import { visitor } from './visits.ts';

/** How many sign-ins wait for each other. */
const AT_ONCE = 8;
const TURNS = 400;
const MOST_MS = 8_000;
/** Users who take turns: a passkey may sign in as often as it likes. */
const PEOPLE = 50;

/**
 * Measures sign-ins by passkey beside sign-ins by password, both without a second step, from a page that stands up to the
 * session: the one asks for a challenge and verifies a signature, the other hashes a password.
 */
export async function measurePasskeys(
  bench: BenchEnvironment,
  server: Server,
  users: SeedData,
): Promise<{ passkey: Rate; password: Rate }> {
  const people = Array.from({ length: PEOPLE }, () => users.nextUnprotected());
  const signIns = await bench.beside(server, (_people, store) => givePasskeys(server.origin, store, people));
  let turn = 0;
  const next = <T>(list: readonly T[]): T => list[turn++ % list.length] as T;
  const byPassword = await Promise.all(people.map((person) => preparePassword(server.origin, person)));
  const limits = { atOnce: AT_ONCE, turns: TURNS, ms: MOST_MS, pids: server.pids };
  // The first of a process loads the package that verifies.
  for (let warming = 0; warming < AT_ONCE; warming += 1) await next(signIns)();
  return {
    passkey: await load(limits, () => next(signIns)()),
    password: await load(limits, () => next(byPassword)()),
  };
}

/** Opens the page; returns what sends the password from it, each time as a browser that isn't signed in. */
async function preparePassword(origin: string, person: SeedUser): Promise<() => Promise<void>> {
  const opened = visitor(origin, person);
  const page = await opened.open('/login');
  const typed = { email: person.email, password: PASSWORD, callbackUrl: '/' };
  const action = actionNamed('signInAction');
  return () => send(opened.at(origin), page, action, typed);
}

function actionNamed(name: string): ServerAction {
  const action = serverActions().find((one) => one.name === name);
  if (!action) throw new Error(`${name} has another name now`);
  return action;
}

/** Sends a form as its script does, and throws unless someone is signed in then. */
async function send(browser: NoScriptClient, page: Answer, action: ServerAction, values: Record<string, string>) {
  const answer = await callAction(browser, action, values, {}, page);
  if (!answer.headers.get('x-action-redirect'))
    throw new Error(`${action.name} was refused: ${answer.text.slice(0, 300)}`);
}

/** Gives users a passkey of which the measurement has the key; returns how each of them signs in. */
async function givePasskeys(
  origin: string,
  store: Store,
  people: readonly SeedUser[],
): Promise<(() => Promise<void>)[]> {
  const action = actionNamed('passkeyAction');
  const signIns = [];
  for (const person of people) {
    const authenticator = makeAuthenticator({ origin, counter: 0, flags: flags.UP | flags.UV | flags.BE | flags.BS });
    const { credentialId, publicKey } = authenticator;
    const userHandle = generateToken();
    await setPasskeyHandle(store, person.id, userHandle);
    const row = { ...samplePasskey, id: generateId(), userId: person.id, credentialId, publicKey };
    await insertPasskey(store, { ...row, storage: 'synced' });
    const opened = visitor(origin, person);
    const page = await opened.open('/login');
    signIns.push(async () => {
      const browser = opened.at(origin);
      const { status, html } = await browser.send('/login/passkey');
      if (status !== 200) throw new Error(`There are no passkeys at ${origin}`);
      const assertion = authenticator.assert(JSON.parse(html), { userHandle });
      await send(browser, page, action, { assertion, callbackUrl: '/' });
    });
  }
  return signIns;
}
