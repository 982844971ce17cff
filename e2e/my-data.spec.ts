import { readFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { insertLinkedIdentity } from '#db/queries/linked-identities.ts';
import { generateId } from '#lib/crypto/token.ts';
import type { Database } from './fixtures/database.ts';
import type { Answer } from './fixtures/no-script-client.ts';
import { signInWithoutScript } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

test('downloads everything kept about oneself: no hash, no secret, no other user', async ({
  page,
  context,
  client,
  people,
  database,
}) => {
  const [ada, grace] = [await people.makeProtected(), await people.makeProtected({ name: 'Grace Hopper' })];
  const google = { provider: 'google', subject: `subject-${ada.id}`, email: 'ada.at.google@example.com' } as const;
  await insertLinkedIdentity(database, { id: generateId(), userId: ada.id, ...google, createdAt: new Date() });
  for (const person of [grace, ada]) {
    const other = client();
    const challenge = await signInWithoutScript(other, person);
    await other.submit(challenge, words.challenge.form.submit, { code: person.phone.wrongCode() });
    await other.submit(challenge, words.challenge.form.submit, { code: person.recoveryCodes[2] ?? '' });
  }
  await people.signIn(context, ada);
  await page.goto('/profile');
  await expect(page.getByText(words.profile.data.about)).toBeVisible();
  const starting = page.waitForEvent('download');
  await page.getByRole('button', { name: words.profile.data.download }).click();
  const download = await starting;

  expect(download.suggestedFilename()).toBe('my-account.json');
  const text = await readFile(await download.path(), 'utf8');
  const { profile, twoFactor, connectedAccounts, sessions, activity, ...rest } = JSON.parse(text);
  const list = expect.any(Array);
  expect(rest).toEqual({
    exportedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    orderedReset: null,
    addressChanges: [],
    passkeys: [],
    groups: [],
    givenToApps: [],
    openedApps: [],
    providerFlowsUnderWay: [],
    counters: list,
    deviceCookies: list,
    links: list,
    mails: list,
    signInsUnderWay: list,
  });
  const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/);
  const state = { role: 'person', disabledAt: null, lockedDownAt: null, language: null, passkeyOfferDeclinedAt: null };
  expect(profile).toEqual({ name: ada.name, email: ada.email, hasPassword: true, createdAt: instant, ...state });
  expect(twoFactor).toMatchObject({ isOn: true, since: instant, recovery: { left: 9, generation: 1 } });
  expect(twoFactor.recovery.codes[2]).toEqual({ number: 3, usedAt: instant });
  expect(connectedAccounts).toEqual([{ ...google, connectedAt: instant }]);
  expect(sessions).toHaveLength(2);
  const used = { browser: expect.any(String), address: expect.any(String), signedInAt: instant, lastUsedAt: instant };
  expect(sessions).toContainEqual({ ...used, methods: ['password', 'recovery-code'] });
  expect(activity.map(({ what }: { what: string }) => what)).toEqual([
    words.events.lines['signed-in']({
      firstFactorName: words.events.methods.ownPassword,
      secondFactorName: words.events.methods['recovery-code'],
      passkeyName: '',
    }),
    words.events.lines['recovery-code-used']({ number: 3 }),
    words.events.lines['code-refused']({ isRecoveryCode: false, isPasskey: false, providerName: '' }),
  ]);
  expect(activity[0]).toEqual({
    at: instant,
    what: expect.any(String),
    browser: expect.any(String),
    address: 'unknown',
  });

  const secrets = await everySecret(database, ada.id);
  expect(secrets.length).toBeGreaterThan(15);
  // All but the one without content, which only shows that this browser keeps cookies.
  const cookies = (await context.cookies()).filter(({ name }) => name !== 'cookies-kept').map(({ value }) => value);
  const codes = ada.recoveryCodes.flatMap((code) => [code, code.replaceAll('-', '')]);
  const shown = [...secrets, ...cookies, ...codes, ada.phone.key].filter((secret) => secret && text.includes(secret));
  expect(shown).toEqual([]);
  for (const foreign of [grace.id, grace.email, grace.name]) expect(text).not.toContain(foreign);
});

test('attack: the file needs a session, a page of ours and POST', async ({ app, client, people }) => {
  const ada = await people.make();
  const browser = client();
  const ask = (headers: Record<string, string> = {}) =>
    browser.send('/profile/data', { method: 'POST', body: new URLSearchParams(), headers });
  expect((await ask()).status).toBe(401);
  await people.signIn(browser, ada);
  const foreign = await ask({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
  expect(foreign.status).toBe(403);
  expect(foreign.html).not.toContain(ada.email);
  expect((await browser.send('/profile/data')).status).toBe(405);
  // Not from a page of ours: it does not name the user of the file.
  expect((await ask()).status).toBe(409);
  const given = await browser.submitOnce(await browser.open('/profile'), words.profile.data.download);
  expect(given.status).toBe(200);
  expect(given.headers.get('cache-control')).toBe('no-store');
  expect(given.headers.get('content-disposition')).toBe('attachment; filename="my-account.json"');
  expect((await fetch(`${app.origin}/profile/data`)).status).not.toBe(200);
});

test('the CSV of Activity has what the list shows, and a session that ends in between leads back to it', async ({
  client,
  people,
}) => {
  const ada = await people.make();
  const browser = client();
  const { email, password } = ada;
  const newPassword = `${password} too`;
  await signInWithoutScript(browser, ada);
  await browser.submit(await browser.open('/profile/password'), words.password.form.change, {
    currentPassword: password,
    newPassword,
  });
  const download = async (page: Answer) => (await browser.submit(page, words.activity.download)).html;
  const [all, signIns, security] = [
    await download(await browser.open('/profile/activity')),
    await download(await browser.open('/profile/activity?filter=sign-ins')),
    await download(await browser.open('/profile/activity?filter=security')),
  ];
  const { ownPassword: firstFactorName } = words.events.methods;
  const signedIn = words.events.lines['signed-in']({ firstFactorName, secondFactorName: '', passkeyName: '' });
  for (const file of [all, signIns]) expect(file).toContain(signedIn);
  for (const file of [all, security]) expect(file).toContain(words.events.lines['password-changed']);
  expect(signIns).not.toContain(words.events.lines['password-changed']);
  expect(security).not.toContain(signedIn);

  browser.cookies.set('session', 'of yesterday');
  const login = await browser.open('/profile/activity?filter=security');
  expect(login.text).toContain(refusal('session-ended'));
  const back = await browser.submit(login, words.signIn.form.submit, { email, password: newPassword });
  expect(back.path).toBe('/profile/activity?filter=security');
  expect(back.text).toContain(words.events.lines['password-changed']);
});

/** Returns the hashes, salts and sealed values in a user's rows. */
async function everySecret({ sql, tables }: Database, userId: string): Promise<string[]> {
  const { users, sessions, authenticators, recoverySets, recoveryCodes, deviceCookies, tokens } = tables;
  const rows = [
    ...(await sql.select().from(users).where(eq(users.id, userId))),
    ...(await sql.select().from(sessions).where(eq(sessions.userId, userId))),
    ...(await sql.select().from(authenticators).where(eq(authenticators.userId, userId))),
    ...(await sql.select().from(recoverySets).where(eq(recoverySets.userId, userId))),
    ...(await sql.select().from(recoveryCodes).where(eq(recoveryCodes.userId, userId))),
    ...(await sql.select().from(deviceCookies).where(eq(deviceCookies.userId, userId))),
    ...(await sql.select().from(tokens).where(eq(tokens.owner, userId))),
  ];
  return rows.flatMap((row) =>
    Object.entries(row).flatMap(([column, value]) =>
      /hash|salt|sealed/i.test(column) && typeof value === 'string' ? [value] : [],
    ),
  );
}
