import { Client } from 'pg';
import type { Cluster } from './fixtures/cluster.ts';
import { expect, test } from './fixtures/cluster-test.ts';
import { noteFigures } from './fixtures/figures.ts';
import { reachChallenge, signInAllTheTime, signInWith, weigh } from './fixtures/light-load.ts';
import type { Nginx } from './fixtures/nginx.ts';
import type { Answer } from './fixtures/no-script-client.ts';
import { hello, words } from './fixtures/words.ts';
import { childrenOf, isGone, twoProcesses, untilServing } from './fixtures/worker-processes.ts';

/** `FAULTS=5` is the long run. */
const FAULTS = Number(process.env['FAULTS'] ?? 1);

// A test that fails now and then here has found a bug.
test.describe.configure({ mode: 'default', retries: 0, timeout: 60_000 + FAULTS * 60_000 });

/** How often the database stops while users sign in: it is back soon, so this costs little. */
const CUTS = 2;
const CLIENTS = 4;
/** Each with ten one-time passwords: more than one client submits while the slowest fault lasts. */
const PEOPLE_A_HAND = 4;

/** `happen` returns how many times it happened. `mostNoticedEach`: how many users may have to try again each time. */
type Fault = { name: string; happen: (round: number) => Promise<number>; mostNoticedEach?: number };

/**
 * Signs users in all the time while the fault happens, and a little longer, as often as FAULTS says: nothing that was
 * confirmed may be lost, nothing used twice.
 */
async function withstand(cluster: Cluster, { name, happen, mostNoticedEach = Infinity }: Fault): Promise<void> {
  for (let round = 0; round < FAULTS; round += 1) {
    const ada = await cluster.people.makeProtected();
    const code = ada.phone.nextCode();
    expect(await signInWith(cluster, ada, code)).toMatchObject({ outcome: 'in' });
    const { loads, times } = await underLoad(cluster, () => happen(round));
    const sums = await Promise.all(loads.map((load) => weigh(cluster, load)));
    const codeAgain = await signInWith(cluster, ada, code);
    const total = (key: keyof (typeof sums)[number]) => sums.reduce((all, sum) => all + sum[key], 0);
    noteFigures({
      fault: name,
      times,
      signIns: total('signedIn'),
      lost: total('lost') + total('refused'),
      usedTwice: total('usedTwice') + total('unspent') + Number(codeAgain.outcome !== 'refused'),
      unclear: total('unclear'),
      noticed: total('noticed'),
      errorPages: loads.flatMap(({ stumbles }) => stumbles.filter((stumble) => stumble.startsWith('500'))).length,
    });
    expect(codeAgain).toMatchObject({ outcome: 'refused' });
    expect(total('noticed')).toBeLessThanOrEqual(times * mostNoticedEach);
    for (const [index, sum] of sums.entries()) {
      const refusals = loads[index]?.used.flatMap(({ outcome, said }) => (outcome === 'refused' ? [said] : [])) ?? [];
      const stumbles = [...(loads[index]?.stumbles ?? []), ...refusals].join(', ');
      expect(sum, stumbles).toEqual({ ...sum, lost: 0, refused: 0, unspent: 0, usedTwice: 0 });
      // A one-time password without a response may be spent, with or without a session; never a session without it.
      expect(sum.sessions).toBeGreaterThanOrEqual(sum.signedIn);
      expect(sum.sessions).toBeLessThanOrEqual(sum.spent);
      expect(sum.spent).toBeLessThanOrEqual(sum.signedIn + sum.unclear);
    }
  }
}

async function underLoad(cluster: Cluster, fault: () => Promise<number>) {
  const makeMany = () => Promise.all(Array.from({ length: PEOPLE_A_HAND }, () => cluster.people.makeProtected()));
  const groups = await Promise.all(Array.from({ length: CLIENTS }, makeMany));
  let isOver = false;
  const loads = groups.map((people) => signInAllTheTime(cluster, people, () => isOver));
  await anotherSignIn(cluster);
  const times = await fault();
  await anotherSignIn(cluster);
  isOver = true;
  return { times, loads: await Promise.all(loads) };
}

/** Waits until a user has signed in since. */
const anotherSignIn = (cluster: Cluster) =>
  another(cluster, ({ request, status }) => request === 'POST /login/two-factor' && status === '303');

async function another({ nginx }: Cluster, isIt: (line: ReturnType<Nginx['passedOn']>[number]) => boolean) {
  const begin = nginx.passedOn().length;
  await expect.poll(() => nginx.passedOn().slice(begin).some(isIt), { timeout: 60_000 }).toBe(true);
}

test('fault: instances restarted one after the other under load: no user notices', async ({ cluster }) => {
  const happen = async () => {
    const ada = await cluster.people.makeProtected();
    const browser = cluster.client();
    const challenge = await reachChallenge(browser, ada, { stumbles: [] });
    for (const index of cluster.instances.keys()) await cluster.restart(index);
    const home = await browser.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
    expect(home.text).toContain(hello('Ada'));
    return cluster.instances.length;
  };
  await withstand(cluster, { name: 'rolling restart', happen, mostNoticedEach: 0 });
});

test('fault: kill -9 of an instance under load: the other goes on, nothing that was confirmed is lost or used twice', async ({
  cluster,
}) => {
  const happen = async (round: number) => {
    const index = round % cluster.instances.length;
    await cluster.instances[index]?.crash();
    await anotherSignIn(cluster);
    await cluster.restart(index);
    return 1;
  };
  await withstand(cluster, { name: 'kill -9 of an instance', happen });
});

test('fault: kill -9 of one of two processes behind one port under load: nothing that was confirmed is lost or used twice', async ({
  cluster,
  tolerate,
}) => {
  tolerate(/"event":"process-ended"/);
  const app = await cluster.restart(0, twoProcesses);
  const happen = async (round: number) => {
    await untilServing(app, 2);
    const victim = (await childrenOf(app))[round % 2] ?? 0;
    process.kill(victim, 'SIGKILL');
    await expect.poll(() => isGone(victim)).toBe(true);
    await untilServing(app, 2);
    return 1;
  };
  await withstand(cluster, { name: 'kill -9 of one process of two', happen });
  await cluster.restart(0);
});

test('fault: the database is stopped: a sentence and 503, and all works as before when it is back', async ({
  cluster,
  tolerate,
}) => {
  const { power } = cluster;
  test.skip(power === null, 'TEST_POSTGRES_URL names a server that is not ours to stop');
  tolerate(/"event":"(database-gone|database-trouble|not-ready|outbox-failed|logout-notices-failed)"/);
  const ada = await cluster.people.makeProtected();
  const [visitor, owner] = [cluster.client(), cluster.client()];
  await cluster.people.signIn(owner, ada);
  const form = await visitor.open('/login');
  await power?.off('stop');
  const isSorry = async (answer: Promise<Answer>) => {
    const { status, text } = await answer;
    expect({ status, text }).toEqual({ status: 503, text: expect.stringContaining(words.frame.unavailable.title) });
  };
  // Both instances, twice.
  for (const path of ['/', '/profile', '/unavailable']) await isSorry(owner.open(path));
  await isSorry(visitor.submit(form, words.signIn.form.submit, { email: ada.email, password: ada.password }));
  expect((await visitor.open('/api/health?ready')).status).toBe(503);
  expect((await visitor.open('/api/health')).status).toBe(200);
  await power?.on();
  for (const _turn of cluster.instances) expect((await owner.open('/')).text).toContain(hello('Ada'));
  expect((await owner.open('/unavailable')).text).toContain(hello('Ada'));
  const challenge = await visitor.submit(form, words.signIn.form.submit, { email: ada.email, password: ada.password });
  expect(challenge.path).toBe('/login/two-factor');
});

test('fault: a form that waits for the database while it dies gets a sentence, and can be sent again', async ({
  cluster,
  tolerate,
}) => {
  const { power, environment } = cluster;
  test.skip(power === null, 'TEST_POSTGRES_URL names a server that is not ours to kill');
  tolerate(/"event":"(database-gone|database-trouble|outbox-failed|logout-notices-failed)"/);
  const ada = await cluster.people.makeProtected();
  const browser = cluster.client();
  const challenge = await reachChallenge(browser, ada, { stumbles: [] });
  const code = ada.phone.nextCode();
  // Another transaction locks Ada's row for a while.
  const other = new Client(environment['DATABASE_URL']);
  other.on('error', () => undefined);
  await other.connect();
  await other.query('begin');
  await other.query('select 1 from users where id = $1 for update', [ada.id]);
  const sent = browser.submit(challenge, words.challenge.form.submit, { code });
  const waiting = async () => (await other.query('select 1 from pg_locks where not granted')).rows.length;
  await expect.poll(waiting).toBeGreaterThan(0);
  await power?.off('kill');
  const { status, text } = await sent;
  expect({ status, text }).toEqual({ status: 503, text: expect.stringContaining(words.frame.unavailable.title) });
  await power?.on();
  const again = await browser.submit(challenge, words.challenge.form.submit, { code });
  expect(again.text).toContain(hello('Ada'));
});

test('fault: the database is stopped and started under load: nothing that was confirmed is lost, nothing is used twice', async ({
  cluster,
  tolerate,
}) => {
  await powerCut(cluster, tolerate, 'stop');
});

test('fault: kill -9 of the database under load: nothing that was confirmed is lost, nothing is used twice', async ({
  cluster,
  tolerate,
}) => {
  await powerCut(cluster, tolerate, 'kill');
});

async function powerCut(cluster: Cluster, tolerate: (fault: RegExp) => void, how: 'stop' | 'kill') {
  const { power } = cluster;
  test.skip(power === null, 'TEST_POSTGRES_URL names a server that is not ours to stop');
  // Requests in progress fail, and the log says so.
  tolerate(/./);
  const happen = async () => {
    for (let cut = 0; cut < CUTS; cut += 1) {
      await power?.off(how);
      await another(cluster, ({ status }) => status === '503');
      await power?.on();
      await anotherSignIn(cluster);
    }
    return CUTS;
  };
  const name = how === 'kill' ? 'kill -9 of PostgreSQL' : 'PostgreSQL stopped and started';
  await withstand(cluster, { name, happen });
}
