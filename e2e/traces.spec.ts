import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppServer, FILTER_ONLY, freeOrigin, startApp } from './fixtures/app-server.ts';
import { openDatabase } from './fixtures/database.ts';
import { freePort } from './fixtures/free-port.ts';
import { fetchTrusting } from './fixtures/https-fetch.ts';
import { hasNginx, startNginx } from './fixtures/nginx.ts';
import { NoScriptClient } from './fixtures/no-script-client.ts';
import { makePeople } from './fixtures/people.ts';
import { expect, test } from './fixtures/test.ts';
import { startTraceCollector } from './fixtures/trace-collector.ts';
import { hello, words } from './fixtures/words.ts';

// Tests OTEL_EXPORTER_OTLP_ENDPOINT. e2e/attacks/traces.spec.ts tests what spans may contain.

const THEIRS = 'f00dfeedf00dfeedf00dfeedf00dfeed';
const token = 'a token of metrics that is long enough';

/** Signs in with both factors: a request for each page and each form. */
async function signIn(app: AppServer): Promise<void> {
  const database = await openDatabase(app);
  const ada = await makePeople(app, database).makeProtected();
  const browser = new NoScriptClient(app.origin);
  const challenge = await browser.submit(await browser.open('/login'), words.signIn.form.submit, {
    email: ada.email,
    password: ada.password,
  });
  const home = await browser.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  expect(home.text).toContain(hello('Ada'));
  await database.close();
}

const linesOf = ({ log }: AppServer) =>
  log
    .text()
    .split('\n')
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));

test('traces: each request of a sign-in arrives under the name of the service, and its log lines name its trace', async () => {
  const collector = await startTraceCollector();
  const app = await startApp(await freeOrigin(), collector.environment);
  await signIn(app);
  await new NoScriptClient(app.origin).submit(
    await new NoScriptClient(app.origin).open('/login'),
    words.signIn.form.submit,
    {
      email: 'nobody@example.com',
      password: 'not a password of anybody',
    },
  );
  await expect
    .poll(() => collector.spans().map(({ name }) => name))
    .toEqual(expect.arrayContaining(['GET /login', 'POST /login', 'GET /login/two-factor', 'POST /login/two-factor']));
  const [span] = collector.spans();
  expect(span?.service).toMatchObject({ 'service.name': 'accounts', 'service.instance.id': expect.any(String) });

  const refused = linesOf(app).find(({ request }) => request);
  expect(refused.trace).toMatch(/^[0-9a-f]{32}$/);
  await expect.poll(() => collector.spans().map(({ traceId }) => traceId)).toContain(refused.trace);
  expect(app.log.faults(0)).toEqual([]);
  await app.stop();
  await collector.stop();
});

test('traces: one request is one trace, whose id a client does not choose and a trusted proxy does', async () => {
  const headers = { traceparent: `00-${THEIRS}-00f067aa0ba902b7-01`, tracestate: 'them=1' };
  for (const [TRUSTED_PROXIES, isBelieved] of [
    ['0', false],
    ['1', true],
  ] as const) {
    const collector = await startTraceCollector();
    const app = await startApp(await freeOrigin(), { ...collector.environment, TRUSTED_PROXIES });
    await fetch(`${app.origin}/signup`, { headers });
    // Nor does a client's flag not to be sampled count.
    await fetch(`${app.origin}/forgot-password`, { headers: { traceparent: headers.traceparent.replace(/1$/, '0') } });
    await app.stop();
    const spans = collector.spans();
    const traceOf = (name: string) => spans.find((span) => span.name === name)?.traceId;
    expect(traceOf('GET /signup') === THEIRS).toBe(isBelieved);
    expect(traceOf('GET /forgot-password') === undefined).toBe(isBelieved);
    const parts = spans.filter(({ name }) => name.endsWith(' /signup'));
    expect(parts.length).toBeGreaterThan(1);
    expect(new Set(parts.map(({ traceId }) => traceId)).size).toBe(1);
    if (!isBelieved) expect(collector.raw()).not.toContain('them=1');
    await collector.stop();
  }
});

test('traces: trace headers of a client do not get through the nginx of the guide', async () => {
  test.skip(!hasNginx(), 'there is no nginx');
  const folder = await mkdtemp(join(tmpdir(), 'accounts-traces-'));
  const instance = createServer(({ headers }, response) => response.end(JSON.stringify(headers)));
  await once(instance.listen(0, '127.0.0.1'), 'listening');
  const port = await freePort();
  const nginx = await startNginx(folder, port, [`http://127.0.0.1:${(instance.address() as AddressInfo).port}`]);
  const headers = { traceparent: `00-${THEIRS}-00f067aa0ba902b7-01`, tracestate: 'them=1', baggage: 'them=1' };
  const answer = await fetchTrusting(nginx.certificate)(`https://localhost:${port}/`, { headers });
  const passed = await answer.text();
  expect(passed).toContain('x-request-id');
  expect(passed).not.toMatch(/them|traceparent/);
  await nginx.stop();
  instance.close();
  await rm(folder, { recursive: true });
});

test('traces: processes behind one port are distinguishable, and spans pending at the end still arrive', async () => {
  const collector = await startTraceCollector();
  const settings = { ...collector.environment, PROCESSES: '2', METRICS_TOKEN: token, OTEL_SERVICE_NAME: 'elsewhere' };
  // Only the end of the process sends anything.
  const app = await startApp(await freeOrigin(), { ...settings, OTEL_BSP_SCHEDULE_DELAY: '3600000' });
  const scrape = () => fetch(`${app.origin}/api/metrics`, { headers: { authorization: `Bearer ${token}` } });
  await expect.poll(async () => new Set((await (await scrape()).text()).match(/process="\d+"/g)).size).toBe(2);
  for (let turn = 0; turn < 20; turn += 1)
    await fetch(`${app.origin}/signup`, { headers: { connection: 'close' } }).then((page) => page.text());
  expect(collector.visits()).toBe(0);
  await app.stop();
  const services = collector.spans().map(({ service }) => service);
  expect(new Set(services.map((service) => service['service.instance.id'])).size).toBe(2);
  expect(new Set(services.map((service) => service['process.pid'])).size).toBe(2);
  expect(new Set(services.map((service) => service['service.name']))).toEqual(new Set(['elsewhere']));
  expect(collector.spans().filter(({ name }) => name === 'GET /signup')).toHaveLength(20);
  await collector.stop();
});

test('traces: a collector that refuses, hangs or is missing harms no sign-in and costs one line in the log', async () => {
  for (const trouble of ['refuses', 'says nothing', 'not there'] as const) {
    const collector = await startTraceCollector();
    if (trouble !== 'not there') collector.suffer(trouble);
    const nowhere = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}` };
    const app = await startApp(await freeOrigin(), {
      ...collector.environment,
      ...(trouble === 'not there' ? nowhere : {}),
    });
    await signIn(app);
    const told = () => linesOf(app).filter(({ event }) => event === 'traces-refused');
    await expect.poll(() => told().length, trouble).toBe(1);
    await signIn(app);
    if (trouble !== 'not there') {
      const visits = collector.visits();
      await expect.poll(() => collector.visits(), 'it is tried again').toBeGreaterThan(visits);
    }
    expect(app.log.faults(0)).toEqual([]);
    const begin = performance.now();
    await app.stop();
    expect(performance.now() - begin, 'the end does not wait for it').toBeLessThan(4000);
    expect(told(), trouble).toHaveLength(1);
    expect(told()[0].level).toBe('warn');
    await collector.stop();
  }
});

test('traces: without an endpoint no package of them is loaded', async () => {
  const preload = [...FILTER_ONLY, 'e2e/fixtures/tell-loaded.mjs'];
  const loadedBy = async (environment: Readonly<Record<string, string>>) => {
    const app = await startApp(await freeOrigin(), environment, { preload });
    await fetch(`${app.origin}/login`);
    await app.stop();
    return linesOf(app).find(({ event }) => event === 'loaded').packages as string[];
  };
  const collector = await startTraceCollector();
  // Next and prom-client use the API package too, which does nothing by itself.
  expect(await loadedBy({})).toEqual(['@opentelemetry/api']);
  expect(await loadedBy(collector.environment)).toContain('@opentelemetry/sdk-trace-node');
  await collector.stop();
});
