import { eq } from 'drizzle-orm';
import { expireChallenges } from './fixtures/ageing.ts';
import { countSessions } from './fixtures/database.ts';
import type { NoScriptClient } from './fixtures/no-script-client.ts';
import type { People, Protected } from './fixtures/people.ts';
import {
  codeField,
  expectChallenge,
  expectCodeRefused,
  expectHome,
  expectProblem,
  openChallenge,
  pressSignIn,
  signInWithoutScript,
  signInWithPassword,
  typeCode,
  typeOneTimePassword,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { ANY, around, hello, plain, refusal, words } from './fixtures/words.ts';

const WRONG = refusal('code-wrong');
const USED = refusal('code-reused');
const SPENT = refusal('recovery-code-wrong');

const spellings: Record<string, (code: string) => string> = {
  'with a space': (code) => `${code.slice(0, 3)} ${code.slice(3)}`,
  'with a dash and blanks around': (code) => `  ${code.slice(0, 3)}-${code.slice(3)} `,
  'in Arabic-Indic digits': (code) => code.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
  'in full-width digits': (code) => code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
};

for (const [how, spell] of Object.entries(spellings)) {
  test(`a code typed ${how} is the same code`, async ({ client, people }) => {
    const ada = await people.makeProtected();
    const browser = client();
    await people.beginSignIn(browser, ada);
    const challenge = await browser.open('/login/two-factor');
    const home = await browser.submit(challenge, words.challenge.form.submit, { code: spell(ada.phone.nextCode()) });
    expect(home.text).toContain(hello('Ada'));
  });
}

test('"123 456" is pasted in one go, as the app shows it', async ({ page, context, people }) => {
  const ada = await people.makeProtected();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signInWithPassword(page, ada);
  await expectChallenge(page);
  await expect(codeField(page)).toBeFocused();
  const code = ada.phone.nextCode();
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${code.slice(0, 3)} ${code.slice(3)}`);
  await page.keyboard.press('ControlOrMeta+V');
  await page.keyboard.press('Enter');
  await expectHome(page, ada);
});

test('a one-time password typed into the code field is taken, in lower case and without dashes', async ({
  page,
  context,
  people,
}) => {
  const ada = await people.makeProtected();
  await people.beginSignIn(context, ada);
  await openChallenge(page);
  await typeCode(page, ada.recoveryCodes[4]?.toLowerCase().replaceAll('-', '') ?? '');
  await expect(page.getByText(words.appFrame.oneTimePassword.used({ number: 5, left: 9 }))).toBeVisible();
});

test('a mistake in the format is named exactly, and costs no attempt', async ({ page, context, people }) => {
  const ada = await people.makeProtected();
  await people.beginSignIn(context, ada);
  await openChallenge(page);
  for (const [typed, told] of [
    ['12345', refusal('code-length')],
    ['1234567', refusal('code-length')],
    ['12345x', refusal('code-shape')],
    ['- -', refusal('code-empty')],
  ] as const) {
    await expectCodeRefused(page, typed, told);
    await expect(page).toHaveTitle(
      words.kit.everywhere.errorTitle.replace('{title}', `${words.challenge.title} – Axelor Connect`),
    );
  }
  await typeOneTimePassword(page, 'K7M4-Q2XT');
  await expectProblem(page, refusal('recovery-code-shape'));
  await page.getByRole('link', { name: words.challenge.useCode }).click();
  await typeCode(page, ada.phone.nextCode());
  await expectHome(page, ada);
});

test('a wrong code is reported at the field, which is empty and focused again', async ({ page, context, people }) => {
  const ada = await people.makeProtected();
  await people.beginSignIn(context, ada);
  await openChallenge(page);
  await expectCodeRefused(page, ada.phone.wrongCode(), WRONG);
  await expect(codeField(page)).toHaveAccessibleDescription(new RegExp(WRONG));
  await expect(codeField(page)).toHaveAttribute('aria-invalid', 'true');
});

test('a code that signed in once does not sign in again, however it is spelled', async ({
  page,
  context,
  client,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await pass(client(), people, ada, ada.phone.nextCode());
  await people.beginSignIn(context, ada);
  await openChallenge(page);
  for (const spell of [(code: string) => code, ...Object.values(spellings).slice(0, 3)]) {
    await expectCodeRefused(page, spell(ada.phone.lastCode()), USED);
  }
  expect(await countSessions(database, ada.id)).toBe(1);
});

test('an older code is invalid after the newer one', async ({ page, context, client, people }) => {
  const ada = await people.makeProtected();
  const older = ada.phone.nextCode();
  await pass(client(), people, ada, ada.phone.nextCode());
  await people.beginSignIn(context, ada);
  await openChallenge(page);
  await expectCodeRefused(page, older, USED);
});

test('a one-time password works once, in no spelling twice', async ({ page, context, client, people, database }) => {
  const ada = await people.makeProtected();
  const [code = ''] = ada.recoveryCodes;
  await pass(client(), people, ada, code);
  await people.beginSignIn(context, ada);
  await openChallenge(page);
  await page.getByRole('link', { name: words.challenge.useOneTimePassword }).click();
  const field = page.getByRole('textbox', { name: words.kit.everywhere.oneTimePassword });
  for (const spelled of [code, code.toLowerCase().replaceAll('-', ' ')]) {
    await field.fill(spelled);
    await pressSignIn(page);
    await expect(field).toHaveValue('');
    await expectProblem(page, SPENT);
  }
  expect(await countSessions(database, ada.id)).toBe(1);
});

/** Signs in in another browser with this code. */
async function pass(browser: NoScriptClient, people: People, person: Protected, code: string): Promise<void> {
  await people.beginSignIn(browser, person);
  const home = await browser.submit(await browser.open('/login/two-factor'), words.challenge.form.submit, { code });
  expect(home.text).toContain(hello('Ada'));
}

test('a phone whose clock is slow gets a hint; from the second refusal the page shows our time, for a fast one too', async ({
  page,
  context,
  people,
}) => {
  const ada = await people.makeProtected();
  await people.beginSignIn(context, ada);
  await openChallenge(page);
  await expectCodeRefused(
    page,
    ada.phone.codeAt(new Date(Date.now() - 180_000)),
    refusal('clock-slow', { minutes: 3 }),
  );
  await expectCodeRefused(page, ada.phone.codeAt(new Date(Date.now() + 180_000)), WRONG);
  await expect(
    page.getByRole('alert').filter({ hasText: around(refusal('code-wrong', { time: ANY })) }),
  ).toBeAttached();
});

test('after five wrong codes the sign-in starts again, also for the correct code', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await people.beginSignIn(context, ada);
  await openChallenge(page);
  for (let tries = 0; tries < 5; tries += 1) {
    await expectCodeRefused(page, ada.phone.wrongCode(), WRONG);
  }
  await typeCode(page, ada.phone.nextCode());
  await expect(page.getByText(refusal('challenge-spent')).first()).toBeVisible();
  await expect(page).toHaveURL(/\/login\?/);
  expect(await countSessions(database, ada.id)).toBe(0);
});

test('attack: ten wrong codes in a row lock the app codes across sign-ins; one-time passwords stay open', async ({
  page,
  client,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  for (const guesses of [4, 4, 2]) {
    const thief = client();
    let challenge = await thief.submit(await thief.open('/login'), words.signIn.form.submit, {
      email: ada.email,
      password: ada.password,
    });
    for (let attempt = 0; attempt < guesses; attempt += 1) {
      challenge = await thief.submit(challenge, words.challenge.form.submit, { code: ada.phone.wrongCode() });
      expect(challenge.text).toContain(WRONG);
    }
  }
  await signInWithPassword(page, ada);
  await typeCode(page, ada.phone.nextCode());
  await expectProblem(page, refusal('too-many-attempts', { minutes: 15 }));
  await expect(codeField(page)).toBeVisible();
  expect(await countSessions(database, ada.id)).toBe(0);
  await typeOneTimePassword(page, ada.recoveryCodes[0] ?? '');
  await expectHome(page, ada);
});

test('ten wrong passwords lock the password, in every spelling of the email', async ({ client, people }) => {
  const ada = await people.make();
  const spelled = [ada.email, ada.email.toUpperCase(), ` ${ada.email} `, ada.email.replace('@', '＠')];
  const thief = client();
  let login = await thief.open('/login');
  for (let attempt = 0; attempt < 10; attempt += 1) {
    login = await thief.submit(login, words.signIn.form.submit, {
      email: spelled[attempt % 4] ?? '',
      password: `wrong password ${attempt}`,
    });
    expect(login.text).toContain(refusal('sign-in-failed'));
  }
  login = await thief.submit(login, words.signIn.form.submit, { email: ada.email, password: ada.password });
  expect(login.text).toContain(refusal('too-many-attempts', { minutes: 15 }));
});

test('a sign-in that took longer than the announced ten minutes starts again with its email and page', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await signInWithPassword(page, ada, '/profile/sessions');
  await expectChallenge(page);
  await expect(page.getByText(String(words.challenge.askForCode({ account: '', minutes: 10 }).at(-1)))).toBeVisible();
  await expireChallenges(database, ada.id);
  await typeCode(page, ada.phone.nextCode());
  const ended = page.getByText(refusal('challenge-expired')).first();
  await expect(ended).toBeVisible();
  await expect(page).toHaveURL(/\/login\?.*callbackUrl=%2Fprofile%2Fsessions$/);
  expect(await countSessions(database, ada.id)).toBe(0);
  // The same for a user who comes back to the page after the browser has dropped the challenge cookie.
  await context.clearCookies({ name: 'challenge' });
  await page.goto('/login/two-factor');
  await expect(ended).toBeVisible();
  await expect(page.getByLabel(words.kit.everywhere.email)).toHaveValue(ada.email);
  await page.getByLabel(words.signIn.form.password, { exact: true }).fill(ada.password);
  await pressSignIn(page);
  await typeCode(page, ada.phone.nextCode());
  await expect(page).toHaveURL(/\/profile\/sessions$/);
});

test('help opens by itself at the second refusal', async ({ page, context, people }) => {
  const ada = await people.makeProtected();
  await people.beginSignIn(context, ada);
  await openChallenge(page);
  const help = page.getByText(plain(words.challenge.trouble.stuckWithSupport({ support: 'support@example.com' })));
  await expectCodeRefused(page, ada.phone.wrongCode(), WRONG);
  await expect(help).toBeHidden();
  await expectCodeRefused(page, ada.phone.wrongCode(), WRONG);
  await expect(help).toBeVisible();
});

test('a response that was lost: the page says that the sign-in has ended, and a new one with the next code succeeds', async ({
  client,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  const browser = client();
  await people.beginSignIn(browser, ada);
  const challenge = await browser.open('/login/two-factor');
  const code = ada.phone.nextCode();
  // Its response, and so its cookies, reach no browser.
  await browser.at(challenge.url.origin).submitOnce(challenge, words.challenge.form.submit, { code });
  expect(await countSessions(database, ada.id)).toBe(1);
  const again = await browser.submit(challenge, words.challenge.form.submit, { code });
  expect(again.text).toContain(refusal('challenge-expired'));
  const next = await signInWithoutScript(browser, ada);
  const home = await browser.submit(next, words.challenge.form.submit, { code: ada.phone.nextCode() });
  expect(home.text).toContain(hello('Ada'));
});

test('use a different account', async ({ page, people, database }) => {
  const [ada, grace] = [await people.makeProtected(), await people.make({ name: 'Grace Hopper' })];
  await signInWithPassword(page, ada);
  await page.getByRole('button', { name: words.challenge.useAnotherAccount }).click();
  await expect(page).toHaveURL(/\/login$/);
  const { challenges } = database.tables;
  expect(await database.sql.select().from(challenges).where(eq(challenges.userId, ada.id))).toEqual([]);
  await signInWithPassword(page, grace);
  await expectHome(page, grace);
});

test('the challenge page without a pending sign-in leads to the login page', async ({ client }) => {
  expect((await client().open('/login/two-factor')).path).toBe('/login');
});

test('users end up on the page that they requested', async ({ page, people }) => {
  const ada = await people.makeProtected();
  await page.goto('/profile/password');
  await expect(page).toHaveURL(/\/login\?.*callbackUrl=/);
  await page.getByLabel(words.kit.everywhere.email).fill(ada.email);
  await page.getByLabel(words.signIn.form.password, { exact: true }).fill(ada.password);
  await pressSignIn(page);
  await typeCode(page, ada.phone.nextCode());
  await expect(page).toHaveURL(/\/profile\/password$/);
});

test('two tabs: the second one is signed in too, and spends no code', async ({ page, context, people, database }) => {
  const ada = await people.makeProtected();
  await signInWithPassword(page, ada);
  await expectChallenge(page);
  const second = await context.newPage();
  await second.goto('/login/two-factor');
  await expectChallenge(second);
  await typeCode(page, ada.phone.nextCode());
  await expectHome(page, ada);
  await typeCode(second, ada.phone.nextCode());
  await expectHome(second, ada);
  expect(await countSessions(database, ada.id)).toBe(1);
});

test('a user who is signed in is not asked to sign in', async ({ client, people }) => {
  const browser = client();
  await people.signIn(browser, await people.makeProtected());
  for (const path of ['/login', '/login/two-factor', '/signup']) expect((await browser.open(path)).path).toBe('/');
});
