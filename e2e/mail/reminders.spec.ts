import { and, eq, isNull } from 'drizzle-orm';
import { startApp } from '../fixtures/app-server.ts';
import { test as base } from '../fixtures/mail-sink.ts';
import { expectProblem, press } from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';
import { refusal, words } from '../fixtures/words.ts';

// Everyone who is there is reminded: an app of their own, in this order.
base.describe.configure({ mode: 'default' });
const test = base.extend({
  app: [
    async ({ origin, providers, sink }, use) => {
      const app = await startApp(origin, { ...providers.environment, ...sink.environment });
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
});
const { reminders, preview } = words.policy;
const { reason } = words.person.dialog;
const day = (at: Date) =>
  at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

test('what a rule would mean is calculated, and those without two-factor are reminded once', async ({
  page,
  context,
  people,
  database,
  sink,
}) => {
  const admin = await people.makeAdmin();
  const ada = await people.make();
  const { users } = database.tables;
  const isAsked = and(isNull(users.twoFactorSince), isNull(users.disabledAt));
  const count = (await database.sql.select({ id: users.id }).from(users).where(isAsked)).length;
  await people.signIn(context, admin);
  await page.goto('/admin/policy');
  const now = new Date();
  const today = new Date(now.toISOString().slice(0, 10));
  await page.getByLabel(preview.grace).fill('9');
  await page.getByLabel(preview.on).fill('');
  await page.getByRole('button', { name: preview.submit }).click();
  await expect(page.getByText(preview.missing.everyone({ count, day: day(today) }))).toBeVisible();
  const due = new Date(today.getTime() + 9 * 86_400_000);
  await expect(page.getByText(preview.overdue({ count, day: day(due) }))).toBeVisible();

  await page.getByRole('button', { name: reminders.send.everyone({ count }) }).click();
  const dialog = page.getByRole('dialog', { name: reminders.send.everyone({ count }) });
  const send = dialog.getByRole('button', { name: reminders.send.everyone({ count }) });
  await press(send);
  await expectProblem(dialog, refusal('reason-empty'), refusal('password-empty'));
  await dialog.getByLabel(reason).fill('The auditors come in spring');
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
  await press(send);
  await expect(page.getByText(reminders.done)).toBeVisible();
  await expect(page.getByText(reminders.nobody)).toBeVisible();
  const mail = await sink.mailTo(ada.email, /two-factor/i);
  expect(mail.text).toContain('The auditors come in spring');
});

test('attack: without reason or proof, or once more on the same day, nobody is reminded (M-18)', async ({
  client,
  people,
  database,
}) => {
  const [admin, ada] = [await people.makeAdmin(), await people.make()];
  const desk = client();
  await people.signIn(desk, admin);
  const page = await desk.open('/admin/policy?dialog=remind&about=everyone');
  const [, button = ''] = /<button[^>]*button-primary[^>]*>([^<]+)<\/button>/.exec(page.html) ?? [];
  const send = (typed: Record<string, string>) => desk.submit(page, button, typed);
  expect((await send({ reason: '', password: admin.password })).text).toContain(refusal('reason-empty'));
  expect((await send({ reason: 'Because', password: `${admin.password}x` })).text).toContain(refusal('password-wrong'));
  expect((await send({ reason: 'Because', password: admin.password, audience: 'admins' })).status).toBe(200);
  const { securityEvents: event } = database.tables;
  const reminded = () => database.sql.select({ kind: event.kind }).from(event).where(eq(event.userId, ada.id));
  expect(await reminded()).toEqual([]);
  const proof = { reason: 'Because', password: admin.password };
  expect((await send(proof)).text).toContain(reminders.done);
  expect((await send(proof)).text).toContain(refusal('reminders-none'));
  expect(await reminded()).toEqual([{ kind: 'two-factor-reminded' }]);
  // A URL that claims it proves nothing.
  const other = client();
  await people.signIn(other, await people.makeAdmin());
  expect((await other.open('/admin/policy?done=remind')).text).not.toContain(reminders.done);
});
