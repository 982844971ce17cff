import type { Answer } from '#e2e/fixtures/no-script-client.ts';
import { median } from '#scripts/bench/figures.mjs';
import { load } from './load.ts';
import type { SeedData, Server } from './measure.ts';
import { codeOf, PASSWORD } from './seed-data.ts';
import { expectText, visitor } from './visits.ts';

/** An app that asks for the password and then for the code. `codeButton`: what sends the code. */
export type Stepped = { name: string; server: Server; users: SeedData; codeButton: string };

/** Processor time of the servers for each request of a sign-in, in milliseconds, by its name. */
export type Steps = Record<string, number>;

/** How many sign-ins each request is measured over, and in how many rounds; the median counts. */
const SIGN_INS = 150;
const ROUNDS = 3;
const AT_ONCE = 4;

/** Measures every request of a sign-in by itself: all users do the first, then all the second. */
export async function measureSteps(apps: readonly Stepped[]): Promise<Record<string, Steps>> {
  const measured = apps.map((): Steps[] => []);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, app] of apps.entries()) measured[index]?.push(await goOnce(app));
  return Object.fromEntries(apps.map(({ name }, index) => [name, medians(measured[index] ?? [])]));
}

async function goOnce({ server, users, codeButton }: Stepped): Promise<Steps> {
  const visits = Array.from({ length: SIGN_INS }, () => {
    const person = users.nextProtected();
    return { person, browser: visitor(server.origin, person), page: {} as Answer };
  });
  const cost = async (send: (visit: (typeof visits)[number]) => Promise<Answer>) => {
    let next = 0;
    const { cpuMs } = await load({ atOnce: AT_ONCE, turns: SIGN_INS, pids: server.pids }, async () => {
      const visit = visits[next++];
      if (visit) visit.page = await send(visit);
    });
    return cpuMs;
  };
  const follow = ({ browser, page }: (typeof visits)[number]) => browser.send(page.headers.get('location') ?? '');
  const steps = {
    'the form': await cost(({ browser }) => browser.send('/login')),
    'the password, with its hash': await cost(({ browser, page, person }) =>
      browser.submitOnce(page, 'Sign In', { email: person.email, password: PASSWORD }),
    ),
    'the form for the code': await cost(follow),
    'the code': await cost(({ browser, page, person }) =>
      browser.submitOnce(page, codeButton, { code: codeOf(person) }),
    ),
    Home: await cost(follow),
  };
  for (const { page } of visits) expectText(page, 'Hello, ');
  return steps;
}

function medians(rounds: readonly Steps[]): Steps {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((one) => one[name] ?? Number.NaN))]));
}
