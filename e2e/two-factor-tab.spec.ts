import { expireEnrolment } from './fixtures/ageing.ts';
import { Authenticator, readQrCode } from './fixtures/authenticator.ts';
import { countSessions } from './fixtures/database.ts';
import {
  codesDialog,
  confirmInDialog,
  expectProblem,
  openEnableDialog,
  qrCode,
  signInWithoutScript,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { hello, plain, refusal, words } from './fixtures/words.ts';

test('the QR code has the secret of the setup key', async ({ page, context, people }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const dialog = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(dialog));
  await dialog.getByText(words.twoFactorDialogs.scan.cannot).click();
  await expect(dialog.getByText(phone.key.replace(/.{4}(?=.)/g, '$& '))).toBeVisible();
  await expect(
    dialog.getByText(plain(words.twoFactorDialogs.scan.account({ account: `Axelor Connect:${ada.email}` }))),
  ).toBeVisible();
  const link = dialog.getByRole('link', { name: words.twoFactorDialogs.scan.here });
  expect(new Authenticator((await link.getAttribute('href')) ?? '').key).toBe(phone.key);
});

test('on a small laptop everything that Enable asks for is in view at once, without scrolling', async ({
  page,
  context,
  people,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await people.signIn(context, await people.make());
  const dialog = await openEnableDialog(page);
  const { enable, scan } = words.twoFactorDialogs;
  const asked = [
    qrCode(dialog),
    dialog.getByLabel(words.reauthentication.fields.code),
    dialog.getByLabel(words.reauthentication.fields.password, { exact: true }),
    dialog.getByRole('button', { name: enable.form.submit, exact: true }),
    dialog.getByText(scan.cannot),
  ];
  for (const one of asked) await expect(one).toBeInViewport({ ratio: 1 });
  expect(await dialog.evaluate((box) => box.scrollHeight - box.clientHeight)).toBe(0);
});

test('the key by a link stands first where an app may take it, and last where none does', async ({
  page,
  people,
  otherBrowser,
}) => {
  const ada = await people.make();
  const [mouse, finger] = [page, await (await otherBrowser({ hasTouch: true, isMobile: true })).newPage()];
  for (const [at, isHere] of [
    [mouse, false],
    [finger, true],
  ] as const) {
    await people.signIn(at.context(), ada);
    const dialog = await openEnableDialog(at);
    const link = dialog.getByRole('link', { name: words.twoFactorDialogs.scan.here });
    await expect(link).toHaveCount(isHere ? 1 : 0);
    await dialog.getByText(words.twoFactorDialogs.scan.cannot).click();
    await expect(link).toHaveCount(1);
  }
});

test('closed and opened again, the dialog shows the same QR code', async ({ page, context, people }) => {
  await people.signIn(context, await people.make());
  const before = await readQrCode(qrCode(await openEnableDialog(page)));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(await readQrCode(qrCode(await openEnableDialog(page)))).toBe(before);
});

test('starting over makes a new secret; the one before proves nothing', async ({ page, context, people }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const dialog = await openEnableDialog(page);
  const before = await Authenticator.scan(qrCode(dialog));
  await dialog.getByText(words.twoFactorDialogs.scan.cannot).click();
  await dialog.getByRole('button', { name: words.twoFactorDialogs.scan.startOver }).click();
  // The QR code changes while it is scanned.
  await expect(async () => expect(await readQrCode(qrCode(dialog))).not.toContain(before.key)).toPass();
  const now = await Authenticator.scan(qrCode(dialog));
  await confirmInDialog(dialog, { code: before.nextCode(), password: ada.password });
  await expectProblem(dialog, refusal('code-wrong-in-setup', { appName: 'Axelor Connect' }));
  await confirmInDialog(dialog, { code: now.nextCode(), password: ada.password });
  await expect(codesDialog(page)).toBeVisible();
});

test('a wrong code and a wrong password are both reported', async ({ page, context, people }) => {
  await people.signIn(context, await people.make());
  const dialog = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(dialog));
  await confirmInDialog(dialog, { code: phone.wrongCode(), password: 'not the right one' });
  await expectProblem(dialog, refusal('code-wrong-in-setup', { appName: 'Axelor Connect' }), refusal('password-wrong'));
  await expect(dialog.getByLabel(words.reauthentication.fields.password, { exact: true })).toHaveValue('');
});

test('a phone whose clock is wrong gets a hint, either way, while the secret is on the screen', async ({
  page,
  context,
  people,
}) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const dialog = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(dialog));
  for (const [minutes, word] of [
    [-2, 'slow'],
    [2, 'fast'],
  ] as const) {
    await confirmInDialog(dialog, {
      code: phone.codeAt(new Date(Date.now() + minutes * 60_000)),
      password: ada.password,
    });
    await expectProblem(dialog, refusal(word === 'slow' ? 'clock-slow' : 'clock-fast', { minutes: 2 }));
  }
});

test('a QR code that is too old is replaced by a new one', async ({ page, context, people, database }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const dialog = await openEnableDialog(page);
  const old = await Authenticator.scan(qrCode(dialog));
  await expireEnrolment(database, ada.id);
  await confirmInDialog(dialog, { code: old.nextCode(), password: ada.password });
  await expectProblem(dialog, refusal('enrolment-expired'));
  const fresh = await Authenticator.scan(qrCode(dialog));
  expect(fresh.key).not.toBe(old.key);
  await confirmInDialog(dialog, { code: fresh.nextCode(), password: ada.password });
  await expect(codesDialog(page)).toBeVisible();
});

test('an unfinished setup protects nothing', async ({ client, people }) => {
  const ada = await people.make();
  const [here, elsewhere] = [client(), client()];
  await people.signIn(here, ada);
  await here.submit(await here.open('/profile/two-factor'), words.twoFactor.off.enable);
  const login = await elsewhere.open('/login');
  const home = await elsewhere.submit(login, words.signIn.form.submit, { email: ada.email, password: ada.password });
  expect(home.text).toContain(hello('Ada'));
  expect((await elsewhere.open('/profile/two-factor')).text).toContain(
    `${words.twoFactor.heading} ${words.twoFactor.off.badge}`,
  );
});

test('the code that turned it on is spent for signing in', async ({ page, context, client, people }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const dialog = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(dialog));
  await confirmInDialog(dialog, { code: phone.nextCode(), password: ada.password });
  await expect(codesDialog(page)).toBeVisible();
  const other = client();
  const challenge = await signInWithoutScript(other, ada);
  const refused = await other.submit(challenge, words.challenge.form.submit, { code: phone.lastCode() });
  expect(refused.text).toContain(refusal('code-reused'));
  const home = await other.submit(refused, words.challenge.form.submit, { code: phone.nextCode() });
  expect(home.text).toContain(hello('Ada'));
});

test('turning on signs out every other browser and gives this one a new cookie', async ({
  page,
  context,
  people,
  otherBrowser,
  database,
}) => {
  const ada = await people.make();
  const [other, third] = [await otherBrowser(), await otherBrowser()];
  for (const browser of [context, other, third]) await people.signIn(browser, ada);
  const [before] = await context.cookies();
  const dialog = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(dialog));
  await confirmInDialog(dialog, { code: phone.nextCode(), password: ada.password });
  await expect(codesDialog(page).getByText(words.oneTimePasswords.news.enabled.text)).toBeVisible();
  expect(await countSessions(database, ada.id)).toBe(1);
  const elsewhere = await other.newPage();
  await elsewhere.goto('/profile');
  await expect(elsewhere.getByText(refusal('session-ended'))).toBeVisible();

  await third.clearCookies();
  if (before) await third.addCookies([before]);
  const thief = await third.newPage();
  await thief.goto('/profile');
  await expect(thief).toHaveURL(/\/login\?/);
});

for (const way of ['Done', 'Escape'] as const) {
  test(`leaving the one-time passwords unsaved by ${way} is asked about first`, async ({ page, context, people }) => {
    const ada = await people.make();
    await people.signIn(context, ada);
    const dialog = await openEnableDialog(page);
    await confirmInDialog(dialog, {
      code: (await Authenticator.scan(qrCode(dialog))).nextCode(),
      password: ada.password,
    });
    const codes = codesDialog(page);
    await expect(codes.getByRole('listitem')).toHaveCount(10);
    const leave = () =>
      way === 'Done'
        ? codes.getByRole('button', { name: words.oneTimePasswords.save.done }).click()
        : page.keyboard.press('Escape');
    await leave();
    await expect(codes.getByText(words.oneTimePasswords.save.unsaved)).toBeVisible();
    await codes.getByRole('button', { name: words.oneTimePasswords.save.saveThem }).click();
    await expect(codes.getByRole('listitem')).toHaveCount(10);
    await leave();
    await codes.getByRole('button', { name: words.oneTimePasswords.save.closeAnyway }).click();
    await expect(codes).toBeHidden();
    await expect(page.getByText(words.twoFactor.oneTimePasswords.left({ left: 10, of: 10 }))).toBeVisible();
  });
}

test('copied one-time passwords are saved ones: Done closes without a question', async ({ page, context, people }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const dialog = await openEnableDialog(page);
  await confirmInDialog(dialog, {
    code: (await Authenticator.scan(qrCode(dialog))).nextCode(),
    password: ada.password,
  });
  const codes = codesDialog(page);
  await codes.getByRole('button', { name: words.oneTimePasswords.save.copy, exact: true }).click();
  await expect(
    codes
      .getByRole('status')
      .filter({ hasText: words.kit.everywhere.copied })
      .or(codes.getByRole('button', { name: words.kit.everywhere.copied }))
      .first(),
  ).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.match(/(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/g)).toHaveLength(10);
  await codes.getByRole('button', { name: words.oneTimePasswords.save.done }).click();
  await expect(codes).toBeHidden();
});

test('after being shown once, the secret and the one-time passwords are nowhere', async ({
  page,
  context,
  people,
  app,
}) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const dialog = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(dialog));
  await confirmInDialog(dialog, { code: phone.nextCode(), password: ada.password });
  const shown = (await codesDialog(page).innerText()).match(/(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/g) ?? [];
  expect(shown).toHaveLength(10);

  const answers: string[] = [];
  page.on('response', async (response) => answers.push(await response.text().catch(() => '')));
  await page.reload();
  await expect(page.getByText(words.twoFactor.oneTimePasswords.left({ left: 10, of: 10 }))).toBeVisible();
  const { tabs } = words.profile;
  for (const tab of [tabs.profile, tabs.password, tabs['two-factor']])
    await page.getByRole('tab', { name: tab, exact: true }).click();
  await page.goBack();
  await page.goto('/profile/two-factor?dialog=enable');
  answers.push(await page.content(), app.log.text());
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  for (const secret of [
    phone.key,
    phone.key.replace(/.{4}(?=.)/g, '$& '),
    ...shown,
    ...shown.map((code) => code.replaceAll('-', '')),
  ]) {
    expect(
      answers.some((answer) => answer.includes(secret)),
      'an answer holds a secret',
    ).toBe(false);
  }
});
