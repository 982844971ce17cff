import * as oauth from 'oauth4webapi';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findClient, noteRefusal } from '../../../db/queries/apps.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { makeOpenId, REDIRECT } from '../../../test/openid-environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { DAY_MS } from '../../config/limits.ts';
import { renewSecret } from '../../flows/apps/change-app.ts';
import { describeApp } from '../../flows/apps/describe-apps.ts';
import { editApp } from '../../flows/apps/edit-app.ts';
import { reportRefusals } from './report-refusals.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };
const why = { reason: 'Test', by: 'command:root' };

describe.each(Object.entries(places))('apps that are wrongly set up, on %s', (_engine, open) => {
  let testEnvironment: TestEnvironment | undefined;
  let openid: Awaited<ReturnType<typeof makeOpenId>>;
  beforeAll(async () => {
    const place = await open();
    if (!place) return;
    testEnvironment = await makeTestEnvironment(place);
    openid = await makeOpenId(testEnvironment);
    reportRefusals(openid.provider, async () => openid.context());
  });
  afterAll(() => testEnvironment?.close());

  const askWith = (changed: Readonly<Record<string, string>>) =>
    openid.stranger().get(
      `http://localhost:3000/oidc/authorize?${new URLSearchParams({
        ...{ redirect_uri: REDIRECT, response_type: 'code', scope: 'openid' },
        ...{ code_challenge: 'x'.repeat(43), code_challenge_method: 'S256', ...changed },
      })}`,
    );
  const post = (fields: Readonly<Record<string, string>>) =>
    openid.ask(
      new Request('http://localhost:3000/oidc/token', {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'authorization_code', code: 'x', ...fields }),
      }),
    );
  const refusal = async (id: string) => (await describeApp(openid.context(), id))?.refusal ?? null;

  test('an administrator reads which value is wrong; a stranger learns no more than before', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { secret } = await openid.app('slashed');
    const answer = await askWith({ client_id: 'slashed', redirect_uri: `${REDIRECT}/` });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain(REDIRECT);
    await vi.waitFor(async () =>
      expect(await refusal('slashed')).toMatchObject({
        ...{ kind: 'redirect-uri', sent: `${REDIRECT}/` },
        nearest: { address: REDIRECT, difference: 'slash' },
      }),
    );
    // Mended, or only changed: it says nothing any more.
    await editApp(openid.context(), { ...why, appId: 'slashed' }, { redirectUris: [`${REDIRECT}/`] });
    expect(await refusal('slashed')).toBeNull();

    const cases = {
      secret: () => post({ client_id: 'wrong-secret', client_secret: `${secret}x` }),
      'secret-missing': () => post({ client_id: 'wrong-secret-missing' }),
      challenge: () => askWith({ client_id: 'wrong-challenge', code_challenge: '', code_challenge_method: '' }),
      'response-type': () => askWith({ client_id: 'wrong-response-type', response_type: 'token' }),
    };
    for (const [kind, ask] of Object.entries(cases)) {
      await openid.app(`wrong-${kind}`);
      await ask();
      await vi.waitFor(async () => expect(await refusal(`wrong-${kind}`), kind).toMatchObject({ kind }));
    }
    expect(JSON.stringify(await refusal('wrong-secret'))).not.toContain(secret);
    await renewSecret(openid.context(), { ...why, appId: 'wrong-secret' });
    expect(await refusal('wrong-secret')).toBeNull();
  });

  test('a clock that differs too much is named', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { secret } = await openid.app('late');
    const config = await openid.clientOf('late', secret);
    // An hour behind.
    const late = { client_id: 'late', [oauth.clockSkew]: -3600 };
    const DPoP = oauth.DPoP(late, await oauth.generateKeyPair('ES256'));
    await expect(client.genericGrantRequest(config, 'authorization_code', { code: 'x' }, { DPoP })).rejects.toThrow();
    await vi.waitFor(async () => expect(await refusal('late')).toMatchObject({ kind: 'clock' }));
  });

  test('attack: a thousand refused requests are a few writes, and what they say is forgotten', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    await openid.app('flooded');
    const context = openid.context();
    const note = (sent: string, later: number) =>
      noteRefusal(context.db, 'flooded', {
        refusal: { kind: 'redirect-uri', sent },
        now: new Date(context.now.getTime() + later),
        notSince: new Date(context.now.getTime() + later - 10_000),
      });
    expect(await note('first', 0)).toHaveLength(1);
    expect(await note('second', 9_000)).toHaveLength(0);
    expect(await note('third', 11_000)).toHaveLength(1);
    expect((await findClient(context.db, 'flooded'))?.client.refusal?.sent).toBe('third');
    openid.move(8 * DAY_MS);
    expect(await refusal('flooded')).toBeNull();
    openid.move(-8 * DAY_MS);
  });
});
