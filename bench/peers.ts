import { NoScriptClient } from '#e2e/fixtures/no-script-client.ts';
import type { SeedData, Server } from './measure.ts';
import type { Target } from './rounds.ts';
import { codeOf, PASSWORD, type SeedUser } from './seed-data.ts';
import { expectText, look, visitor } from './visits.ts';

/** A small app of the published pattern of another product, in our words, with the same hash. scripts/bench.mjs builds it. */
export type Peer = {
  readonly name: string;
  readonly folder: string;
  /** What sends the code, where that is a form of its own. */
  readonly codeButton?: string;
  readonly signIn: (browser: NoScriptClient, person: SeedUser) => Promise<void>;
};

export const peers: readonly Peer[] = [
  { name: 'lucia’s example', folder: 'bench/peers/lucia', codeButton: 'Verify', signIn: signInToLucia },
  { name: 'minimal next-auth', folder: 'bench/peers/next-auth', signIn: signInToNextAuth },
];

/** What a peer is asked: the same sign-in as ours, without JavaScript, from an IP address of each user's own. */
export async function peerTarget({ name, signIn }: Peer, server: Server, users: SeedData): Promise<Target> {
  const person = new NoScriptClient(server.origin);
  await signIn(person, users.nextProtected());
  return {
    name,
    pids: server.pids,
    signIn: async () => {
      const user = users.nextProtected();
      await signIn(visitor(server.origin, user), user);
    },
    home: () => look(person, '/', 'Hello, '),
  };
}

async function signInToLucia(browser: NoScriptClient, person: SeedUser): Promise<void> {
  const page = await browser.open('/login');
  const challenge = await browser.submit(page, 'Sign In', { email: person.email, password: PASSWORD });
  expectText(challenge, 'Two-factor authentication');
  expectText(await browser.submit(challenge, 'Verify', { code: codeOf(person) }), 'Hello, ');
}

async function signInToNextAuth(browser: NoScriptClient, person: SeedUser): Promise<void> {
  const values = { email: person.email, password: PASSWORD, code: codeOf(person) };
  expectText(await browser.submit(await browser.open('/login'), 'Sign In', values), 'Hello, ');
}
