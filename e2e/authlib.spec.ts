import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { insertApp, insertClient } from '#db/queries/apps.ts';
import { generateToken, hashToken } from '#lib/crypto/token.ts';
import { findAuthlib } from '#scripts/system/authlib.mjs';
import { expect, test } from './fixtures/test.ts';
import { hasTool } from './fixtures/tools.ts';

const NO_AUTHLIB =
  'Authlib signs no one in: it isn’t there. Install it (Debian, as root: apt-get install python3-authlib).';
const BACK = 'https://wiki.example.com/back';

test('an app written with Authlib signs its person in, and believes what it’s told only after checking it', async ({
  app,
  client,
  people,
  database,
}) => {
  const python = findAuthlib();
  test.skip(!hasTool(python, NO_AUTHLIB), NO_AUTHLIB);
  const [ada, secret, now] = [await people.makeProtected(), generateToken(), new Date()];
  const openTo = { openTo: 'everyone', demands: 'second-factor' } as const;
  await insertApp(database, { id: 'authlib', name: 'Authlib', createdAt: now, ...openTo });
  const none = { oldSecretHash: null, oldSecretUntil: null };
  const own = { secretHash: hashToken(secret), redirectUris: [BACK], ...none };
  await insertClient(database, { appId: 'authlib', kind: 'confidential', pkce: 'required', ...own });

  const program = spawn(python ?? '', ['e2e/fixtures/authlib-client.py', app.origin, 'authlib', secret, BACK], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(program, 'exit');
  const lines = createInterface(program.stdout)[Symbol.asyncIterator]();
  const said = async () => JSON.parse((await lines.next()).value ?? '{}');
  const browser = client();
  await people.signIn(browser, ada);
  const answer = await browser.send((await said()).url);
  const back = answer.headers.get('location') ?? '';
  expect(back).toMatch(/^https:\/\/wiki\.example\.com\/back\?code=/);
  program.stdin.end(`${back}\n`);
  const { claims, info, infoAgain, ...rest } = await said();
  expect(await gone).toEqual([0, null]);
  const person = { sub: ada.id, email: ada.email, name: ada.name };
  expect(claims).toMatchObject({ iss: app.origin, aud: 'authlib', amr: ['pwd', 'otp', 'mfa'], ...person });
  expect(info).toMatchObject(person);
  expect(infoAgain).toEqual(info);
  expect(rest).toEqual({
    isNewToken: true,
    revoked: 200,
    afterRevoking: 'invalid_grant',
    codeAgain: 'invalid_grant',
    wrongVerifier: 'invalid_grant',
  });
});
