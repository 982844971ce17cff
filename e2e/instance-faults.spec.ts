import type { Cluster } from './fixtures/cluster.ts';
import { expect, test } from './fixtures/cluster-test.ts';
import { type Load, reachChallenge, signInAllTheTime, weigh } from './fixtures/light-load.ts';
import type { Answer } from './fixtures/no-script-client.ts';

// What fails once in a while here is broken.
test.describe.configure({ mode: 'default', retries: 0 });

const PEOPLE = 3;

/** People who sign in all the time while `fault` happens, and a little longer. */
async function underLoad(cluster: Cluster, fault: () => Promise<void>): Promise<Load[]> {
  const crowd = await Promise.all(Array.from({ length: PEOPLE }, () => cluster.people.makeProtected()));
  let isOver = false;
  const loads = crowd.map((ada) => signInAllTheTime(cluster, ada, () => isOver));
  await anotherSignIn(cluster);
  await fault();
  await anotherSignIn(cluster);
  isOver = true;
  return Promise.all(loads);
}

/** Somebody has typed a password since, and been answered. */
async function anotherSignIn({ nginx }: Cluster): Promise<void> {
  const begin = nginx.passedOn().length;
  const isSignIn = ({ request, status }: { request: string; status: string }) =>
    request === 'POST /login/two-factor' && status === '303';
  await expect.poll(() => nginx.passedOn().slice(begin).some(isSignIn), { timeout: 60_000 }).toBe(true);
}

test('fault: instances restarted one after the other under load: nobody notices', async ({ cluster }) => {
  const ada = await cluster.people.makeProtected();
  const browser = cluster.client();
  const challenge = await reachChallenge(browser, ada, { ada, used: [], stumbles: [] });
  const loads = await underLoad(cluster, async () => {
    for (const index of cluster.instances.keys()) await cluster.restart(index);
  });
  const home = await browser.submit(challenge, 'Sign In', { code: ada.phone.nextCode() });
  expect(home.text).toContain('Hello, Ada.');
  for (const load of loads) {
    expect(load.stumbles).toEqual([]);
    const sum = await weigh(cluster, load);
    expect(sum).toEqual({ ...sum, lost: 0, refused: 0, unclear: 0, sessions: sum.signedIn, spent: sum.signedIn });
  }
});

test('fault: the database is stopped: a sentence and 503, and all is as before when it is back', async ({
  cluster,
  tolerate,
}) => {
  const { power } = cluster;
  test.skip(power === null, 'TEST_POSTGRES_URL names a server that is not ours to stop');
  tolerate(/"event":"(database-gone|not-ready|outbox-failed)"/);
  const ada = await cluster.people.makeProtected();
  const [visitor, owner] = [cluster.client(), cluster.client()];
  await cluster.people.signIn(owner, ada);
  const form = await visitor.open('/login');
  await power?.off('stop');
  const isSorry = async (answer: Promise<Answer>) => {
    const { status, text } = await answer;
    expect({ status, text }).toEqual({ status: 503, text: expect.stringContaining('Back in a moment') });
  };
  // Both instances, twice.
  for (const path of ['/', '/profile', '/api/auth/session', '/unavailable']) await isSorry(owner.open(path));
  await isSorry(visitor.submit(form, 'Sign In', { email: ada.email, password: ada.password }));
  expect((await visitor.open('/api/health?ready')).status).toBe(503);
  expect((await visitor.open('/api/health')).status).toBe(200);
  await power?.on();
  for (const _turn of cluster.instances) expect((await owner.open('/')).text).toContain('Hello, Ada.');
  expect((await owner.open('/unavailable')).text).toContain('Hello, Ada.');
  const challenge = await visitor.submit(form, 'Sign In', { email: ada.email, password: ada.password });
  expect(challenge.path).toBe('/login/two-factor');
});

test('fault: kill -9 of the database under load: nothing that was answered is lost, nothing is used twice', async ({
  cluster,
  tolerate,
}) => {
  const { power } = cluster;
  test.skip(power === null, 'TEST_POSTGRES_URL names a server that is not ours to kill');
  // Whatever was under way breaks, and says so.
  tolerate(/./);
  const loads = await underLoad(cluster, async () => {
    await power?.off('kill');
    await power?.on();
  });
  for (const load of loads) {
    const sum = await weigh(cluster, load);
    // A one-time password whose answer did not come may be spent, with or without a session; never the other way.
    expect(sum, load.stumbles.join(', ')).toEqual({ ...sum, lost: 0, refused: 0 });
    expect(sum.sessions).toBeGreaterThanOrEqual(sum.signedIn);
    expect(sum.sessions).toBeLessThanOrEqual(sum.spent);
    expect(sum.spent).toBeLessThanOrEqual(sum.signedIn + sum.unclear);
  }
});
