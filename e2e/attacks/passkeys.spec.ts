import { insertPasskey, setPasskeyHandle } from '#db/queries/passkeys.ts';
import { generateId, generateToken } from '#lib/crypto/token.ts';
import { samplePasskey } from '#test/sample-passkey.ts';
import { makeAuthenticator } from '#test/software-authenticator.ts';
import { countSessions, type Database } from '../fixtures/database.ts';
import type { Person } from '../fixtures/people.ts';
import { openTwoFactorTab, press } from '../fixtures/screens.ts';
import { callAction, serverActions } from '../fixtures/server-actions.ts';
import { expect, test } from '../fixtures/test.ts';
import { refusal, words } from '../fixtures/words.ts';

/** Gives a user a passkey of which the test has the key. Returns what signs with it. */
async function givePasskey(database: Database, { id: userId }: Person, origin: string) {
  const authenticator = makeAuthenticator({ origin, flags: 0x0d, counter: 0 });
  const { credentialId, publicKey } = authenticator;
  const userHandle = generateToken();
  await setPasskeyHandle(database, userId, userHandle);
  const own = { id: generateId(), userId, credentialId, publicKey, createdAt: new Date() };
  const row = { ...samplePasskey, ...own, storage: 'syncable' as const };
  await insertPasskey(database, row);
  return (options: { challenge: string }) => authenticator.assert(options, { userHandle });
}

test('attack W-22: another site signs a browser in to the account of its own passkey (login CSRF)', async ({
  page,
  context,
  people,
  database,
  app,
  client,
  watch,
  tolerate,
}) => {
  const eve = await people.make({ name: 'Eve Adversary' });
  const sign = await givePasskey(database, eve, app.origin);
  // The worst case: the attacker knows the challenge that this very browser may answer.
  const options = await (await context.request.get(`${app.origin}/login/passkey`)).json();
  const assertion = sign(options);
  const action = serverActions().find(({ name }) => name === 'passkeyAction');
  if (!action) throw new Error('The action has another name now');
  watch.know('http://evil.test');
  tolerate(/403/);
  await page.route('http://evil.test/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" enctype="multipart/form-data" action="${app.origin}/login">
        <input name="$ACTION_ID_${action.id}"><textarea name="assertion">${assertion}</textarea>
        <input name="callbackUrl" value="/"><button>Win a prize</button></form>`,
    }),
  );
  await page.goto('http://evil.test/');
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button').click();
  expect((await answered).status()).toBe(403);
  expect(await countSessions(database, eve.id)).toBe(0);

  // From our own page the same assertion signs in: nothing was wrong with it, and the attempt hasn't used it up.
  const own = client();
  for (const { name, value } of await context.cookies()) own.cookies.set(name, value);
  await callAction(own, action, { assertion, callbackUrl: '/' });
  expect(await countSessions(database, eve.id)).toBe(1);
});

/** Without nonces, tokens, and where the stream of data happened to be cut. */
function withoutChance(html: string): string {
  return html
    .replaceAll(/"\]\)<\/script><script[^>]*>self\.__next_f\.push\(\[1,"/g, '')
    .replaceAll(/[\w+/=-]{16,}/g, '');
}

test('attack W-24: neither the options nor the page tell who has a passkey, or an account', async ({
  people,
  database,
  app,
  client,
}) => {
  const [ada, grace] = [await people.make(), await people.make()];
  await givePasskey(database, ada, app.origin);
  const seen = [];
  for (const email of [ada.email, grace.email, `nobody-${ada.email}`]) {
    const visitor = client();
    const page = await visitor.open('/login');
    const refused = await visitor.submit(page, words.signIn.form.submit, { email, password: 'not it, whoever it is' });
    expect(refused.text).toContain(refusal('sign-in-failed'));
    // The page after that remembers the email that was typed.
    const again = await visitor.open('/login');
    const options = await visitor.send(`/login/passkey?email=${encodeURIComponent(email)}`);
    const { challenge, ...rest } = JSON.parse(options.html);
    expect(rest).not.toHaveProperty('allowCredentials');
    seen.push({
      html: withoutChance(again.html).replaceAll(email, ''),
      text: again.text.replaceAll(email, ''),
      rest,
      length: challenge.length,
      headers: [...options.headers.keys()].sort(),
    });
  }
  const [known, without, unknown] = seen;
  expect(without).toEqual(known);
  expect(unknown).toEqual(known);
});

test('attack W-27: markup, a turned direction and sixty emoji as the name of a passkey', async ({
  page,
  context,
  people,
  database,
  app,
  client,
}) => {
  const ada = await people.make();
  await givePasskey(database, ada, app.origin);
  await people.signIn(context, ada);
  await openTwoFactorTab(page);
  const { passkeys } = words;
  const row = page.getByRole('list', { name: passkeys.heading }).getByRole('listitem');
  const dialog = page.getByRole('dialog', { name: passkeys.renameDialog.title });
  const rename = async (name: string) => {
    if (!(await dialog.isVisible())) await row.getByRole('button', { name: passkeys.rename }).click();
    await dialog.getByLabel(passkeys.renameDialog.name, { exact: true }).fill(name);
    await press(dialog.getByRole('button', { name: passkeys.renameDialog.submit }));
  };
  await rename('Laptop \u202Egnp.exe');
  await expect(dialog).toContainText(refusal('factor-name-shape'));
  await rename('🦉'.repeat(61));
  await expect(dialog).toContainText(refusal('factor-name-long'));
  for (const name of ['🦉'.repeat(60), '=1+1"><img src=x onerror=alert(1)>']) {
    await rename(name);
    await expect(row.locator('bdi').first()).toHaveText(name);
  }
  expect(await page.locator('img[src=x]').count()).toBe(0);

  const markup = '=1+1"><img src=x onerror=alert(1)>';
  await row.getByRole('button', { name: passkeys.removeNamed({ name: markup }) }).click();
  const removing = page.getByRole('dialog', { name: passkeys.removeDialog.title({ name: markup }) });
  await removing.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await press(removing.getByRole('button', { name: passkeys.removeDialog.submit, exact: true }));
  await page.goto('/profile/activity');
  await expect(page.getByText(words.events.lines['passkey-removed']({ name: markup }))).toBeVisible();
  expect(await page.locator('img[src=x]').count()).toBe(0);

  const reader = client();
  for (const { name, value } of await context.cookies()) reader.cookies.set(name, value);
  const { html: table } = await reader.submit(await reader.open('/profile/activity'), words.activity.download);
  expect(table).toContain('""><img src=x onerror=alert(1)>');
  expect(table).not.toMatch(/(^|[,"\n])=1\+1/);
});
