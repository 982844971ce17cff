import type { Page } from '@playwright/test';
import { countSessions } from './fixtures/database.ts';
import {
  codeField,
  expectChallenge,
  expectHome,
  expectProblem,
  openChallenge,
  pressSignIn,
  signInWithPassword,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

// The code field sends its form by itself, once.

const spaced = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`;
const inArabicDigits = (code: string) => code.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));

/** Counts what the page sends from now on. */
function countSent(page: Page): () => number {
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST') sent += 1;
  });
  return () => sent;
}

for (const [how, spell] of [
  ['six digits', (code: string) => code],
  ['two groups of three', spaced],
  ['Arabic-Indic digits', inArabicDigits],
] as const) {
  test(`a code typed as ${how} is checked without a press`, async ({ page, context, people }) => {
    const ada = await people.makeProtected();
    await people.beginSignIn(context, ada);
    await openChallenge(page);
    await expect(codeField(page)).toHaveAccessibleDescription(words.challenge.form.codeHintUnasked);
    await codeField(page).pressSequentially(spell(ada.phone.nextCode()));
    await expectHome(page, ada);
  });
}

test('a pasted code is checked without a press', async ({ page, context, people }) => {
  const ada = await people.makeProtected();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signInWithPassword(page, ada);
  await expectChallenge(page);
  await expect(codeField(page)).toBeFocused();
  await page.evaluate((text) => navigator.clipboard.writeText(text), spaced(ada.phone.nextCode()));
  await page.keyboard.press('ControlOrMeta+V');
  await expectHome(page, ada);
});

test('a one-time password that begins with six digits is sent whole, and once it is complete', async ({
  page,
  context,
  people,
}) => {
  const ada = await people.makeProtected();
  await people.beginSignIn(context, ada);
  await page.clock.install();
  await openChallenge(page);
  const sent = countSent(page);
  await page.clock.pauseAt(Date.now() + 60_000);
  await codeField(page).pressSequentially('123456');
  await page.clock.runFor(400);
  await codeField(page).pressSequentially('GH-9RHD-3WZC');
  await page.clock.runFor(10_000);
  expect(sent()).toBe(0);
  await page.clock.resume();
  await pressSignIn(page);
  await expectProblem(page, refusal('recovery-code-wrong'));
});

test('after a refusal nothing is sent unasked: the next code waits for its press', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await people.beginSignIn(context, ada);
  await page.clock.install();
  await openChallenge(page);
  await codeField(page).fill(ada.phone.wrongCode());
  await page.clock.runFor(500);
  await expectProblem(page, refusal('code-wrong'));
  await expect(codeField(page)).toHaveAccessibleDescription(
    `${words.challenge.form.codeHint} ${refusal('code-wrong')}`,
  );
  const sent = countSent(page);
  await codeField(page).fill(ada.phone.nextCode());
  await page.clock.runFor(10_000);
  expect(sent()).toBe(0);
  expect(await countSessions(database, ada.id)).toBe(0);
  await pressSignIn(page);
  await expectHome(page, ada);
});

test('a press just before the code would send itself sends it once', async ({ page, context, people, database }) => {
  const ada = await people.makeProtected();
  await people.beginSignIn(context, ada);
  await page.clock.install();
  await openChallenge(page);
  const sent = countSent(page);
  await codeField(page).fill(ada.phone.nextCode());
  await page.keyboard.press('Enter');
  await page.clock.runFor(10_000);
  await expectHome(page, ada);
  expect(sent()).toBe(1);
  expect(await countSessions(database, ada.id)).toBe(1);
});

test('a mistyped one-time password stands in its field again; an incorrect one does not', async ({
  page,
  context,
  people,
}) => {
  const ada = await people.makeProtected();
  await people.beginSignIn(context, ada);
  await page.goto('/login/two-factor?method=one-time-password');
  const field = page.getByRole('textbox', { name: words.kit.everywhere.oneTimePassword });
  await field.fill('K7M4-Q2XT-9RHD-3WZ');
  await pressSignIn(page);
  await expectProblem(page, refusal('recovery-code-shape'));
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('K7M4-Q2XT-9RHD-3WZ');
  await field.fill('K7M4-Q2XT-9RHD-3WZC');
  await pressSignIn(page);
  await expectProblem(page, refusal('recovery-code-wrong'));
  await expect(field).toHaveValue('');
});
