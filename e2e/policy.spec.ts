import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { findUserByEmail } from '#db/queries/users.ts';
import { startApp } from './fixtures/app-server.ts';
import { Authenticator } from './fixtures/authenticator.ts';
import {
  confirmInDialog,
  expectHome,
  openEnableDialog,
  press,
  qrCode,
  signInWithPassword,
} from './fixtures/screens.ts';
import { test as base, expect } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

const outbox = mkdtempSync(join(tmpdir(), 'accounts-outbox-'));

/** An app whose organisation requires two-factor of every user, and where accounts are made by invitation. */
const test = base.extend({
  app: [
    async ({ origin, providers }, use) => {
      const app = await startApp(origin, {
        ...providers.environment,
        TWO_FACTOR: 'everyone',
        TWO_FACTOR_GRACE_DAYS: '14',
        SIGNUP: 'invitation',
        MAIL_FOLDER: outbox,
      });
      await use(app);
      await app.stop();
      rmSync(outbox, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
});
test.describe.configure({ mode: 'default' });

const DAY_MS = 86_400_000;

test('required of every user, from announcement to deadline: days are counted, then enrolment comes first', async ({
  page,
  context,
  client,
  people,
  database,
}) => {
  const ada = await people.make();
  const { users } = database.tables;
  const becomeDaysOld = (days: number) =>
    database.sql
      .update(users)
      .set({ createdAt: new Date(Date.now() - days * DAY_MS) })
      .where(eq(users.id, ada.id));

  await signInWithPassword(page, ada);
  await expectHome(page, ada);
  await expect(page.getByText(words.appFrame.required.daysLeft({ days: 13 }))).toBeVisible();
  await becomeDaysOld(13.5);
  await page.reload();
  await expect(page.getByText(words.appFrame.required.daysLeft({ days: 1 }))).toBeVisible();

  await becomeDaysOld(15);
  for (const path of ['/', '/profile', '/profile/sessions', '/profile/activity']) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/profile\/two-factor$/);
  }
  const notice = page.getByText(words.appFrame.required.overdue);
  await expect(notice).toBeVisible();
  await page.goto('/profile/password');
  await expect(page).toHaveURL(/\/profile\/password$/);
  await expect(notice).toBeVisible();
  const download = await context.request.post('/profile/data', {
    form: {},
    headers: { origin: new URL(page.url()).origin },
  });
  expect(download.status()).toBe(401);

  // Directly after the password, not through a page that is closed to them.
  const browser = client();
  const typed = { email: ada.email, password: ada.password };
  const landed = await browser.submitOnce(
    await browser.open('/login?callbackUrl=/profile/sessions'),
    words.signIn.form.submit,
    typed,
  );
  expect(new URL(landed.headers.get('location') ?? '', landed.url).pathname).toBe('/profile/two-factor');

  const dialog = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(dialog));
  await confirmInDialog(dialog, { code: phone.nextCode(), password: ada.password });
  await page.getByRole('dialog').getByRole('button', { name: words.oneTimePasswords.save.done }).click();
  await page.goto('/');
  await expectHome(page, ada);
  await page.goto('/profile/two-factor');
  await expect(page.getByText(words.twoFactor.on.required)).toBeVisible();
  await expect(page.getByRole('button', { name: words.twoFactor.on.disable })).toBeHidden();
});

test('by invitation: no sign-up without one; the link makes an account for its email, once', async ({
  page,
  client,
  app,
  database,
}) => {
  expect((await client().open('/signup')).status).toBe(404);
  const address = 'grace@example.com';
  const args = ['--import', 'tsx', 'lib/cli/entry.ts', 'user', 'invite', address];
  const { PATH } = process.env;
  const invited = spawnSync(process.execPath, args, { env: { PATH, NODE_ENV: 'production', ...app.environment } });
  expect(invited.status, String(invited.stderr)).toBe(0);
  // Any form makes the server send its outbox.
  await page.goto('/login');
  await press(page.getByRole('button', { name: words.signIn.form.submit, exact: true }));
  await expect.poll(() => invitationFor(address)).not.toBe('');
  const token = invitationFor(address);
  const link = `/link/invitation?token=${token}`;

  const grace = { name: 'Grace Hopper', email: address, password: 'lantern meadow copper voyage' };
  const other = client();
  const refused = await other.submit(await other.open(link), words.signUp.form.submit, {
    name: grace.name,
    email: 'somebody@example.com',
    newPassword: grace.password,
  });
  expect(refused.text).toContain(refusal('invitation-foreign'));
  expect(await findUserByEmail(database, 'somebody@example.com')).toBeNull();

  await page.goto(link);
  await expect(page.getByText(words.signUp.invited({ appName: 'Axelor Connect' }))).toBeVisible();
  await expect(page.getByLabel(words.kit.everywhere.email)).toHaveValue(address);
  await expect(page.getByLabel(words.kit.everywhere.email)).not.toBeEditable();
  await page.getByLabel(words.signUp.form.name, { exact: true }).fill(grace.name);
  await page.getByLabel(words.signUp.form.password, { exact: true }).fill(grace.password);
  await press(page.getByRole('button', { name: words.signUp.form.submit }));
  await expect(page.getByText(words.signIn.reasons.joined)).toBeVisible();
  expect(await findUserByEmail(database, address)).toMatchObject({ name: grace.name, role: 'person' });

  const again = await client().open(link);
  expect(again.text).toContain(words.signUp.deadInvitation);
});

/** Returns the secret of the invitation in the outbox folder; empty while there is none. */
function invitationFor(address: string): string {
  const mails = readdirSync(outbox).map((name) => readFileSync(join(outbox, name), 'utf8').replace(/=\r?\n/g, ''));
  const mail = mails.find((text) => text.includes(`To: ${address}`)) ?? '';
  return /link\/invitation\?token=3D([\w-]+)/.exec(mail)?.[1] ?? '';
}
