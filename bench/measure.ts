import { availableParallelism } from 'node:os';
import { NoScriptClient } from '#e2e/fixtures/no-script-client.ts';
import type { Person } from '#e2e/fixtures/people.ts';
import { hashPassword, verifyPassword } from '#lib/crypto/password-hash.ts';
import { PASSWORD, type Someone, someone } from './crowd.ts';
import type { Ground } from './ground.ts';
import { load, memoryOf, type Rate } from './load.ts';
import { enable, look, signIn, weigh } from './visits.ts';

type Server = Awaited<ReturnType<Ground['start']>>;
export type Pages = { signIn: Rate; home: Rate; people: Rate; search: Rate; events: Rate };
export type Loads = { signIn4: Rate; signIn16: Rate; home: Rate; bare: Rate; enable: Rate };

/** What is asked of one run: seconds of each slice of load, turns of what is done one at a time. */
export type Plan = { signInMs: number; pageMs: number; turns: number };

/** Nothing takes longer than this, on whatever machine. */
const WARM_UP_MS = 3_000;
const MOST_MS = 8_000;

/** The raw ceiling: one password check after the other on every processor, with nothing else going on. */
export async function hashCeiling(ms: number): Promise<Rate> {
  const stored = await hashPassword(PASSWORD);
  return load({ atOnce: availableParallelism(), ms, pids: [process.pid] }, async () => {
    if (!(await verifyPassword(stored, PASSWORD))) throw new Error('A right password was refused');
  });
}

/** One at a time: how long a page takes, for the comparison of few people with many. */
export async function measurePages(ground: Ground, server: Server, { turns }: Plan, crowd: Crowd): Promise<Pages> {
  const { person, admin } = await browsers(ground, server, crowd);
  const measured = async (count: number, work: () => Promise<void>) => {
    await load({ atOnce: 1, turns: 10, ms: WARM_UP_MS, pids: [] }, work);
    return load({ atOnce: 1, turns: count, ms: MOST_MS, pids: [server.pid] }, work);
  };
  return {
    signIn: await measured(Math.min(turns, 40), () => signIn(server.origin, crowd.nextProtected())),
    home: await measured(turns, () => look(person, '/', 'Hello, ')),
    people: await measured(turns, () => look(admin, '/admin', 'people')),
    search: await measured(turns, () => look(admin, '/admin?q=person-0000042', '1 person')),
    events: await measured(turns, () => look(admin, '/admin/events', 'Events')),
  };
}

/** Many at a time, taken in turns by all servers. */
export async function measureLoads(
  ground: Ground,
  servers: readonly Server[],
  plan: Plan,
  crowd: Crowd,
): Promise<Loads> {
  const pids = servers.map(({ pid }) => pid);
  const open = await Promise.all(servers.map((server) => browsers(ground, server, crowd)));
  let turn = 0;
  const next = <T>(list: readonly T[]): T => list[turn++ % list.length] as T;
  const signInOnce = () => signIn(next(servers).origin, crowd.nextProtected());
  const homeOnce = () => look(next(open).person, '/', 'Hello, ');
  const bareOnce = () => look(next(open).stranger, '/login', 'Sign In');
  await load({ atOnce: 4, turns: 20 * servers.length, ms: WARM_UP_MS, pids }, signInOnce);
  await load({ atOnce: 4, turns: 100 * servers.length, ms: WARM_UP_MS, pids }, homeOnce);
  await load({ atOnce: 4, turns: 100 * servers.length, ms: WARM_UP_MS, pids }, bareOnce);
  return {
    signIn4: await load({ atOnce: 4, ms: plan.signInMs, pids }, signInOnce),
    bare: await load({ atOnce: 16, ms: plan.pageMs, pids }, bareOnce),
    signIn16: await load({ atOnce: 16, ms: plan.signInMs, pids }, signInOnce),
    home: await load({ atOnce: 16, ms: plan.pageMs, pids }, homeOnce),
    enable: await load({ atOnce: 1, turns: 15, ms: MOST_MS, pids }, async () =>
      enable(await browserOf(ground, next(servers), crowd.nextUnprotected())),
    ),
  };
}

export async function weighPages(ground: Ground, server: Server, crowd: Crowd) {
  const { person, stranger } = await browsers(ground, server, crowd);
  return [await weigh(stranger, '/login'), await weigh(person, '/'), await weigh(person, '/profile/two-factor')];
}

export function memory(servers: readonly Server[]) {
  return servers.map(({ pid }) => memoryOf(pid));
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
