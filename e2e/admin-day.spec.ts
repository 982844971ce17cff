import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { findUser, findUserByEmail } from '#db/queries/users.ts';
import { generateId } from '#lib/crypto/token.ts';
import { startApp } from './fixtures/app-server.ts';
import type { Database } from './fixtures/database.ts';
import { test as base } from './fixtures/mail-sink.ts';
import type { People, Person } from './fixtures/people.ts';
import { press } from './fixtures/screens.ts';
import { expect } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

// A day of an administrator with 302 people, in the browser from beginning to end, with its times in the report
// (annotations) and a picture of each step in test-results/day.

// Everyone who is there is counted: an app of its own.
const test = base.extend({
  app: [
    async ({ origin, providers, sink }, use) => {
      const app = await startApp(origin, { ...providers.environment, ...sink.environment, TWO_FACTOR: 'everyone' });
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
});
const DAY_MS = 86_400_000;
const PEOPLE = 300;
const FOLDER = 'test-results/day';
const { adding } = words.invitations;
const { acts, dialog: fields } = words.person;
const { password } = words.reauthentication.fields;
const said = (forms: { one?: string; other?: string }, n: number) =>
  (n === 1 ? forms.one : forms.other)?.replace('{n}', String(n)) ?? '';

/** Half came last week and still have time; the other half are overdue. */
async function makeOrganisation(people: People, database: Database): Promise<void> {
  const { users } = database.tables;
  const model = await findUser(database, (await people.make()).id);
  if (!model) throw new Error('Nobody to copy');
  const rows = Array.from({ length: PEOPLE - 1 }, (_, number) => ({
    ...model,
    id: generateId(),
    name: `Person ${number}`,
    email: `person-${number}@example.com`,
    createdAt: new Date(Date.now() - (number % 2 ? 5 : 50) * DAY_MS),
  }));
  await database.sql.insert(users).values(rows);
}

test('a day with 302 people: joiners, leavers, a new name, an auditor, and reminders', async ({
  page,
  context,
  people,
  database,
  sink,
}, info) => {
  mkdirSync(FOLDER, { recursive: true });
  const admin = await people.makeAdmin();
  const leaver = await people.make({ name: 'Lea Leaver' });
  await makeOrganisation(people, database);
  await people.signIn(context, admin);
  let since = Date.now();
  const note = async (step: string) => {
    info.annotations.push({ type: step, description: `${Date.now() - since} ms` });
    await page.screenshot({ path: `${FOLDER}/${step}.png`, animations: 'disabled' });
    since = Date.now();
  };
  const act = async (
    person: Person,
    name: 'rename' | 'delete' | 'keep-account',
    fill?: (dialog: ReturnType<Page['getByRole']>) => Promise<void>,
  ) => {
    await page.goto('/admin');
    await page.getByRole('searchbox').fill(person.email);
    await page.getByRole('searchbox').press('Enter');
    await page.getByRole('link', { name: person.name }).click();
    await page.getByRole('button', { name: acts[name].button, exact: true }).first().click();
    const dialog = page.getByRole('dialog', { name: acts[name].title });
    await dialog.getByLabel(fields.reason).fill('Told by the office');
    await fill?.(dialog);
    await dialog.getByLabel(password, { exact: true }).fill(admin.password);
    await press(dialog.getByRole('button', { name: acts[name].button, exact: true }));
    await expect(dialog).toBeHidden();
  };

  await page.goto('/admin');
  await expect(page.getByText('302').first()).toBeVisible();
  await note('people');

  await page.getByRole('link', { name: words.invitations.add }).click();
  const joiners = Array.from({ length: 25 }, (_, number) => `Joiner ${number} <joiner-${number}@example.com>`);
  await page.getByLabel(adding.invite.emails).fill(joiners.join('\n'));
  await press(page.getByRole('button', { name: adding.invite.preview }));
  await expect(page.getByText(said(adding.invite.fresh, 25))).toBeVisible();
  await page.getByLabel(password, { exact: true }).fill(admin.password);
  await press(page.getByRole('button', { name: said(adding.invite.submit, 25) }));
  await expect(page.getByText(words.invitations.done.invite)).toBeVisible();
  await note('25 joiners invited');
  expect((await sink.mailTo('joiner-24@example.com', /./)).link).not.toBe('');

  const remove = (dialog: ReturnType<Page['getByRole']>) => dialog.getByLabel(fields.confirmEmail).fill(leaver.email);
  await act(leaver, 'delete', remove);
  await note('a leaver deleted');
  await act(leaver, 'keep-account');
  expect(await findUser(database, leaver.id)).toMatchObject({ disabledAt: null, deletionDueAt: null });
  await note('a leaver brought back');

  const renamed = await findUserByEmail(database, 'person-7@example.com');
  await act({ ...leaver, name: 'Person 7', email: renamed?.email ?? '' }, 'rename', (dialog) =>
    dialog.getByLabel(fields.name, { exact: true }).fill('Sven Svensson'),
  );
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Sven Svensson');
  await note('a new name');

  const day = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
  await page.goto(`/admin/events?from=${day(31)}&to=${day(0)}`);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: words.eventLog.export.csv, exact: true }).click(),
  ]);
  const rows = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(rows.filter((row) => row.includes('Told by the office'))).toHaveLength(3);
  await note('the events of a month for an auditor');

  await page.goto('/admin/policy');
  const { send, done } = words.policy.reminders;
  const overdue = { name: send.overdue({ count: PEOPLE / 2 }) };
  await page.getByRole('button', overdue).click();
  const dialog = page.getByRole('dialog', overdue);
  await dialog.getByLabel(fields.reason).fill('The grace period is over');
  await dialog.getByLabel(password, { exact: true }).fill(admin.password);
  await press(dialog.getByRole('button', overdue));
  await expect(page.getByText(done)).toBeVisible();
  expect((await sink.mailTo('person-298@example.com', /two-factor/i)).text).toContain('The grace period is over');
  await note('150 reminded');
});
