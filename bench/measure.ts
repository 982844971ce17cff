import { NoScriptClient } from '#e2e/fixtures/no-script-client.ts';
import type { Person } from '#e2e/fixtures/people.ts';
import { signInAtFloor } from './baseline-app.ts';
import type { Ground } from './ground.ts';
import { load, type Rate } from './load.ts';
import type { Target } from './rounds.ts';
import { PASSWORD, type Someone, someone } from './seed-data.ts';
import { enable, look, signIn, weigh } from './visits.ts';

export type Server = Awaited<ReturnType<Ground['start']>>;
export type Pages = { signIn: Rate; home: Rate; people: Rate; search: Rate; events: Rate };

/** Of what is done one at a time. */
const TURNS = 150;
/** Nothing takes longer than this, on whatever machine. */
const MOST_MS = 8_000;
/** The one in the middle counts. */
const ROUNDS = 3;

/**
 * One at a time: how long a page takes with few people and with many. Both servers are warmed up alike and take turns,
 * so that neither their age nor other load on the machine favours one of them.
 */
export async function compareCrowds(ground: Ground, servers: readonly Server[], crowds: readonly Crowd[]) {
  const places = await Promise.all(
    servers.map(async (server, index) => {
      const crowd = crowds[index] as Crowd;
      const { person, admin } = await browsers(ground, server, crowd);
      const work: Record<keyof Pages, () => Promise<void>> = {
        signIn: () => signIn(server.origin, crowd.nextProtected()),
        home: () => look(person, '/', 'Hello, '),
        people: () => look(admin, '/admin', 'people'),
        search: () => look(admin, '/admin?q=person-0000042', '1 person'),
        events: () => look(admin, '/admin/events', 'Events'),
      };
      return { pids: server.pids, work };
    }),
  );
  const rates = places.map((): Partial<Pages> => ({}));
  for (const name of ['home', 'people', 'search', 'events', 'signIn'] as const) {
    // A small crowd has few who have not signed in within this step of the clock.
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

/** Two-factor turned on, one person after the other. */
export async function measureEnabling(ground: Ground, server: Server, crowd: Crowd): Promise<Rate> {
  return load({ atOnce: 1, turns: 15, ms: MOST_MS, pids: server.pids }, async () =>
    enable(await browserOf(ground, server, crowd.nextUnprotected())),
  );
}

/** One app of ours, in one process or several, on one instance or several: a visitor comes to each in turn. */
export async function target(ground: Ground, name: string, servers: readonly Server[], crowd: Crowd): Promise<Target> {
  const people = await Promise.all(servers.map((server) => browserOf(ground, server, crowd.nextProtected())));
  let turn = 0;
  const next = <T>(list: readonly T[]): T => list[turn++ % list.length] as T;
  return {
    name,
    pids: servers.flatMap(({ pids }) => pids),
    signIn: () => signIn(next(servers).origin, crowd.nextProtected()),
    home: () => look(next(people), '/', 'Hello, '),
  };
}

/** The same of the floor. */
export async function floorTarget(server: Server, crowd: Crowd): Promise<Target> {
  const person = await signInAtFloor(server.origin, crowd.nextProtected());
  return {
    name: 'bare Next',
    pids: server.pids,
    signIn: async () => void (await signInAtFloor(server.origin, crowd.nextProtected())),
    home: () => look(person, '/', 'Hello, '),
  };
}

export async function weighPages(ground: Ground, server: Server, crowd: Crowd) {
  const { person, stranger } = await browsers(ground, server, crowd);
  return [await weigh(stranger, '/login'), await weigh(person, '/'), await weigh(person, '/profile/two-factor')];
}

export type Crowd = ReturnType<typeof gather>;

/** Hands out people of a crowd one after the other, so that nobody types two codes within one step. */
export function gather(people: number) {
  let [fromFront, fromBack] = [0, people];
  const find = (wanted: boolean, step: () => number): Someone => {
    for (let tries = 0; tries < 10; tries += 1) {
      const found = someone(((step() % people) + people) % people);
      if (found.isProtected === wanted) return found;
    }
    throw new Error('The crowd is too small');
  };
  return {
    nextProtected: () => find(true, () => fromFront++),
    nextUnprotected: () => find(false, () => --fromBack),
  };
}

/** Somebody signed in, an administrator, and a stranger. */
async function browsers(ground: Ground, server: Server, crowd: Crowd) {
  return ground.beside(server, async (people) => {
    const admin = new NoScriptClient(server.origin);
    await people.signIn(admin, await people.makeAdmin());
    return {
      person: await browserOf(ground, server, crowd.nextProtected()),
      admin,
      stranger: new NoScriptClient(server.origin),
    };
  });
}

async function browserOf(ground: Ground, server: Server, { id, email, name, isProtected }: Someone) {
  const browser = new NoScriptClient(server.origin);
  const person: Person = { id, email, name, password: PASSWORD, phone: null, recoveryCodes: [] };
  await ground.beside(server, (people) =>
    people.signIn(browser, person, isProtected ? ['password', 'totp'] : ['password']),
  );
  return browser;
}
