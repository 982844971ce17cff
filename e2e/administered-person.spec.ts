import type { Page } from '@playwright/test';
import { selectTokensOf } from '#db/queries/tokens.ts';
import { findUser } from '#db/queries/users.ts';
import { countSessions } from './fixtures/database.ts';
import type { Person } from './fixtures/people.ts';
import { expectProblem, press } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { plain, refusal, words } from './fixtures/words.ts';

const { acts, actions, facts, sessions, dialog: dialogWords } = words.person;
type Act = keyof typeof acts;

/** Opens the dialog of an act on a person's page, and proves who the administrator is. */
async function begin(page: Page, person: Person, act: Act, admin: Person) {
  await page.goto(`/admin/people/${person.id}`);
  const opens = page.getByRole('button', {
    name: act === 'end-session' ? sessions.end : acts[act].button,
    exact: true,
  });
  await opens.first().click();
  const dialog = page.getByRole('dialog', { name: acts[act].title });
  await dialog.getByLabel(dialogWords.reason).fill('Asked for by her manager');
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
  return { dialog, confirm: () => press(dialog.getByRole('button', { name: acts[act].button, exact: true })) };
}
const done = (page: Page, name: string) => page.getByText(plain(actions.done({ name })));

test('a new name: refused when empty, kept when typed, and then everywhere', async ({ page, context, people }) => {
  const [admin, ada] = [await people.makeAdmin(), await people.make({ name: 'Ada Byron' })];
  await people.signIn(context, admin);
  const { dialog, confirm } = await begin(page, ada, 'rename', admin);
  const name = dialog.getByLabel(dialogWords.name, { exact: true });
  await expect(name).toHaveValue('Ada Byron');
  await name.fill(' ');
  await confirm();
  await expectProblem(dialog, refusal('person-name-empty'));
  await name.fill('Ada Lovelace');
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
  await confirm();
  await expect(done(page, 'Ada Lovelace')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ada Lovelace');
});

test('a new address without JavaScript: a link to it, or after the waiting time, and cancelled before', async ({
  client,
  people,
  database,
}) => {
  const [admin, ada] = [await people.makeAdmin(), await people.make()];
  const desk = client();
  await people.signIn(desk, admin);
  const act = async (name: Act, typed: Record<string, string> = {}) => {
    const page = await desk.open(`/admin/people/${ada.id}?dialog=${name}`);
    return desk.submit(page, acts[name].button, { reason: 'Married', password: admin.password, ...typed });
  };
  const refused = await act('email', { email: 'not an address' });
  expect(refused.text).toContain(refusal('email-shape'));
  expect(refused.html).toContain('value="not an address"');
  const to = `new-${ada.email}`;
  await act('email', { email: to });
  const page = await act('email-later', { email: to });
  expect(page.text).toContain(facts.emailChange);
  expect(page.text).toContain(to);
  expect(await findUser(database, ada.id)).toMatchObject({ email: ada.email });
  const cancelled = await act('stop-email');
  expect(cancelled.text).not.toContain(facts.emailChange);
  expect(await selectTokensOf(database, ada.id, 'change-email', new Date())).toEqual([]);
});

test('one session of two is ended, and the other goes on', async ({ page, context, people, database, client }) => {
  const [admin, ada] = [await people.makeAdmin(), await people.make()];
  await people.signIn(context, admin);
  for (const browser of [client(), client()]) await people.signIn(browser, ada);
  expect(await countSessions(database, ada.id)).toBe(2);
  const { confirm } = await begin(page, ada, 'end-session', admin);
  await confirm();
  await expect(done(page, ada.name)).toBeVisible();
  await expect(page.getByRole('button', { name: sessions.end })).toHaveCount(1);
  expect(await countSessions(database, ada.id)).toBe(1);
});

test('a leaver is deleted only with the right address typed out, and brought back the same week', async ({
  page,
  context,
  people,
  database,
}) => {
  const [admin, ada] = [await people.makeAdmin(), await people.make()];
  await people.signIn(context, admin);
  const { dialog, confirm } = await begin(page, ada, 'delete', admin);
  const typed = dialog.getByLabel(dialogWords.confirmEmail);
  await typed.fill(admin.email);
  await confirm();
  await expectProblem(dialog, refusal('email-differs'));
  expect(await findUser(database, ada.id)).toMatchObject({ disabledAt: null, deletionDueAt: null });
  await typed.fill(ada.email.toUpperCase());
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
  await confirm();
  await expect(page.getByText(words.people.toBeDeleted)).toBeVisible();
  await expect(page.getByText(facts.deletion, { exact: true })).toBeVisible();
  const back = await begin(page, ada, 'keep-account', admin);
  await back.confirm();
  await expect(page.getByText(words.people.toBeDeleted)).toBeHidden();
  expect(await findUser(database, ada.id)).toMatchObject({ disabledAt: null, deletionDueAt: null });
});

test('the role is taken away here, and given by no page', async ({ page, context, people, database }) => {
  const [admin, grace] = [await people.makeAdmin(), await people.makeAdmin({ name: 'Grace Hopper' })];
  await people.signIn(context, admin);
  const { confirm } = await begin(page, grace, 'end-role', admin);
  await confirm();
  await expect(done(page, grace.name)).toBeVisible();
  expect(await findUser(database, grace.id)).toMatchObject({ role: 'person' });
  await expect(page.getByRole('button', { name: acts['end-role'].button })).toHaveCount(0);
});

test('attack: of two administrators at one person, the second acts on nothing that the first has changed (M-01)', async ({
  page,
  context,
  client,
  people,
  database,
}) => {
  const [admin, other, ada] = [await people.makeAdmin(), await people.makeAdmin(), await people.make()];
  await people.signIn(context, admin);
  const desk = client();
  await people.signIn(desk, other);
  const drawn = await desk.open(`/admin/people/${ada.id}?dialog=rename`);
  const { confirm } = await begin(page, ada, 'disable', admin);
  await confirm();
  await expect(done(page, ada.name)).toBeVisible();
  const late = { name: 'Somebody Else', reason: 'Late', password: other.password };
  const answer = await desk.submit(drawn, acts.rename.button, late);
  expect(answer.text).toContain(refusal('page-outdated'));
  expect(await findUser(database, ada.id)).toMatchObject({ name: ada.name });
});

test('attack: no administrator acts on themself, and the last one stays one (M-02)', async ({ client, people }) => {
  const [admin, ada] = [await people.makeAdmin(), await people.make()];
  const desk = client();
  await people.signIn(desk, admin);
  const own = await desk.open(`/admin/people/${admin.id}?dialog=delete`);
  expect(own.text).toContain(actions.oneself);
  expect(own.text).not.toContain(acts.delete.title);
  // The form of another person, aimed at oneself.
  const page = await desk.open(`/admin/people/${ada.id}?dialog=rename`);
  const aimed = { person: admin.id, name: 'Root', reason: 'Mine', password: admin.password };
  expect((await desk.submit(page, acts.rename.button, aimed)).text).toContain(refusal('page-outdated'));
});
