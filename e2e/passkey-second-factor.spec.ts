import { countSessions } from './fixtures/database.ts';
import { plugIn, withoutOffers } from './fixtures/passkey.ts';
import { codeField, expectChallenge, expectHome, signInWithPassword, typeOneTimePassword } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

// A passkey asked for after the password, in Chromium's own WebAuthn.

const { passkey, ...challenge } = words.challenge;
const button = { name: passkey.passkey.submit, exact: true };

test('a lost phone: the passkey confirms the sign-in, and comes first the next time', async ({
  page,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await withoutOffers(page);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  await signInWithPassword(page, ada);
  await expectChallenge(page);
  await expect(codeField(page)).toBeVisible();
  await page.getByRole('link', { name: passkey.passkey.instead }).click();
  await expect(page.getByText(passkey.passkey.hint)).toBeVisible();
  await page.getByRole('button', button).click();
  await expectHome(page, ada);
  await page.goto('/profile/sessions');
  const { password, passkey: byPasskey } = words.sessions.methods;
  await expect(page.getByText(new RegExp(`${password}.*${byPasskey}`)).first()).toBeVisible();

  await page.context().clearCookies();
  await signInWithPassword(page, ada);
  await expect(page.getByRole('button', button)).toBeVisible();
  await page.getByRole('link', { name: challenge.useCode }).click();
  await expect(codeField(page)).toBeFocused();
});

test('a passkey that is cancelled says so, and a one-time password still signs in', async ({
  page,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await withoutOffers(page);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  // The finger isn't recognised, and this passkey answers nothing without one.
  await laptop.recognise(false);
  await signInWithPassword(page, ada);
  await page.goto('/login/two-factor?method=passkey');
  await page.route('**/login/two-factor/passkey', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), userVerification: 'required' } });
  });
  await page.getByRole('button', button).click();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(passkey.cancelled);
  expect(await countSessions(database, ada.id)).toBe(0);
  await typeOneTimePassword(page, ada.recoveryCodes[0] ?? '');
  await expectHome(page, ada);
});

test('attack W-05: another person’s passkey does not confirm this sign-in', async ({ page, people, database }) => {
  const ada = await people.makeProtected();
  const eve = await people.makeProtected();
  await withoutOffers(page);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  const eves = await laptop.hold(database, eve);
  await signInWithPassword(page, ada);
  await page.goto('/login/two-factor?method=passkey');
  await page.route('**/login/two-factor/passkey', async (route) => {
    const answer = await route.fetch();
    const allowCredentials = [{ id: eves, type: 'public-key', transports: ['internal'] }];
    await route.fulfill({ response: answer, json: { ...(await answer.json()), allowCredentials } });
  });
  await page.getByRole('button', button).click();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(refusal('passkey-failed'));
  expect(await countSessions(database, ada.id)).toBe(0);
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('one line explains it, and the code is asked', async ({ page, people, database }) => {
    const ada = await people.makeProtected();
    await (await plugIn(page)).hold(database, ada);
    await signInWithPassword(page, ada);
    await page.goto('/login/two-factor?method=passkey');
    await expect(page.getByText(passkey.needsScript)).toBeVisible();
    await expect(page.getByRole('button', button)).toBeHidden();
    await codeField(page).fill(ada.phone.nextCode());
    await page.keyboard.press('Enter');
    await expectHome(page, ada);
  });
});
