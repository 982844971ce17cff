import { NoScriptClient } from '#e2e/fixtures/no-script-client.ts';
import type { Person } from '#e2e/fixtures/people.ts';
import { signInToBaseline } from './baseline-app.ts';
import type { BenchEnvironment } from './environment.ts';
import { load, type Rate } from './load.ts';
import type { Target } from './rounds.ts';
import { PASSWORD, type SeedUser, seedUser } from './seed-data.ts';
import { enable, look, signIn, weigh } from './visits.ts';

export type Server = Awaited<ReturnType<BenchEnvironment['start']>>;
export type Pages = { signIn: Rate; home: Rate; people: Rate; search: Rate; events: Rate };

/** How often each page is measured one at a time. */
const TURNS = 150;
/** No measurement takes longer, on any machine. */
const MOST_MS = 8_000;
/** The median counts. */
const ROUNDS = 3;

/**
 * Measures, one at a time, how long a page takes with few users and with many. Both servers are warmed up alike and take
 * turns, so that neither their age nor other load on the machine favours one of them.
 */
export async function compareSizes(bench: BenchEnvironment, servers: readonly Server[], seeds: readonly SeedData[]) {
  const places = await Promise.all(
    servers.map(async (server, index) => {
      const users = seeds[index] as SeedData;
      const { person, admin } = await browsers(bench, server, users);
      const work: Record<keyof Pages, () => Promise<void>> = {
        signIn: () => signIn(server.origin, users.nextProtected()),
        home: () => look(person, '/', 'Hello, '),
        people: () => look(admin, '/admin', 'people'),
        search: () => look(admin, '/admin?q=person-0000042', '1–1 of 1'),
        events: () => look(admin, '/admin/events', 'Events'),
      };
      return { pids: server.pids, work };
    }),
  );
  const rates = places.map((): Partial<Pages> => ({}));
  for (const name of ['home', 'people', 'search', 'events', 'signIn'] as const) {
    // With few users, most have already signed in within this step of the clock.
    const each = name === 'signIn' ? 12 : Math.ceil(TURNS / ROUNDS);
    const slices = places.map((): Rate[] => []);
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [index, { pids, work }] of places.entries()) {
        const rate = await load({ atOnce: 1, turns: each, ms: MOST_MS / ROUNDS, pids }, work[name]);
        // The first round warms up.
        if (round > 0) slices[index]?.push(rate);
      }
    }
    for (const [index, list] of slices.entries())
      rates[index] = { ...rates[index], [name]: list.sort((one, other) => one.p50Ms - other.p50Ms)[1] };
  }
  return { few: rates[0] as Pages, many: rates[1] as Pages };
}

/** Measures turning two-factor on, one user after the other. */
export async function measureEnabling(bench: BenchEnvironment, server: Server, users: SeedData): Promise<Rate> {
  return load({ atOnce: 1, turns: 15, ms: MOST_MS, pids: server.pids }, async () =>
    enable(await browserOf(bench, server, users.nextUnprotected())),
  );
}

/** One app of ours, in one process or several, on one instance or several: requests go to each in turn. */
export async function target(
  bench: BenchEnvironment,
  name: string,
  servers: readonly Server[],
  users: SeedData,
): Promise<Target> {
  const people = await Promise.all(servers.map((server) => browserOf(bench, server, users.nextProtected())));
  let turn = 0;
  const next = <T>(list: readonly T[]): T => list[turn++ % list.length] as T;
  return {
    name,
    pids: servers.flatMap(({ pids }) => pids),
    signIn: () => signIn(next(servers).origin, users.nextProtected()),
    home: () => look(next(people), '/', 'Hello, '),
  };
}

/** The same for the baseline app. */
export async function baselineTarget(server: Server, users: SeedData): Promise<Target> {
  const person = await signInToBaseline(server.origin, users.nextProtected());
  return {
    name: 'baseline app',
    pids: server.pids,
    signIn: async () => void (await signInToBaseline(server.origin, users.nextProtected())),
    home: () => look(person, '/', 'Hello, '),
  };
}

export async function weighPages(bench: BenchEnvironment, server: Server, users: SeedData) {
  const { person, stranger } = await browsers(bench, server, users);
  return [await weigh(stranger, '/login'), await weigh(person, '/'), await weigh(person, '/profile/two-factor')];
}

export type SeedData = ReturnType<typeof seedData>;

/** Hands out the seeded users one after the other, so that none submits two codes within one step. */
export function seedData(people: number) {
  let [fromFront, fromBack] = [0, people];
  const find = (isProtected: boolean, step: () => number): SeedUser => {
    for (let tries = 0; tries < 10; tries += 1) {
      const found = seedUser(((step() % people) + people) % people);
      if (found.isProtected === isProtected) return found;
    }
    throw new Error('There are too few users');
  };
  return {
    nextProtected: () => find(true, () => fromFront++),
    nextUnprotected: () => find(false, () => --fromBack),
  };
}

/** A user who is signed in, an administrator, and a visitor who is signed out. */
async function browsers(bench: BenchEnvironment, server: Server, users: SeedData) {
  return bench.beside(server, async (people) => {
    const admin = new NoScriptClient(server.origin);
    await people.signIn(admin, await people.makeAdmin());
    return {
      person: await browserOf(bench, server, users.nextProtected()),
      admin,
      stranger: new NoScriptClient(server.origin),
    };
  });
}

async function browserOf(bench: BenchEnvironment, server: Server, { id, email, name, isProtected }: SeedUser) {
  const browser = new NoScriptClient(server.origin);
  const person: Person = { id, email, name, password: PASSWORD, phone: null, recoveryCodes: [] };
  await bench.beside(server, (people) =>
    people.signIn(browser, person, isProtected ? ['password', 'totp'] : ['password']),
  );
  return browser;
}
