import { listGroupsOf } from '#db/queries/groups.ts';
import { expectProblem, press } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

const { groups } = words;
const { dialogs, fields } = groups;

test('a group is created and filled; its member reads why, and the log names who did it', async ({
  page,
  context,
  otherBrowser,
  people,
}) => {
  const [admin, ada] = [await people.makeAdmin(), await people.make()];
  await people.signIn(context, admin);
  await page.goto('/');
  await page.getByRole('link', { name: words.appFrame.groups, exact: true }).first().click();
  await page.getByRole('button', { name: groups.create }).click();
  const create = page.getByRole('dialog', { name: dialogs.create.title });
  const fill = async (dialog: typeof create, typed: Partial<Record<'title' | 'name' | 'email', string>>) => {
    for (const [name, text] of Object.entries(typed))
      await dialog.getByLabel(fields[name as keyof typeof typed], { exact: true }).fill(text);
    await dialog.getByLabel(fields.reason).fill('Closes the books');
    await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
    await press(dialog.getByRole('button', { name: dialog === create ? dialogs.create.button : dialogs.add.button }));
  };
  const name = `finance-${ada.id
    .slice(0, 8)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '0')}`;
  await fill(create, { title: 'Finance', name: 'Finance!' });
  await expectProblem(create, refusal('group-name-shape'));
  await expect(create.getByLabel(fields.title, { exact: true })).toHaveValue('Finance');
  await fill(create, { name });
  await expect(page.getByText(groups.done.create)).toBeVisible();
  await page.getByRole('button', { name: groups.members.add }).click();
  const add = page.getByRole('dialog', { name: dialogs.add.title });
  await fill(add, { email: 'nobody@example.com' });
  await expectProblem(add, refusal('person-unknown'));
  await fill(add, { email: ada.email.toUpperCase() });
  await expect(page.getByText(groups.done.add)).toBeVisible();
  await expect(page.getByRole('link', { name: ada.name })).toBeVisible();
  // The URL alone proves nothing.
  await page.goto(`${new URL(page.url()).pathname}?done=delete`);
  await expect(page.getByText(groups.done.delete)).toBeHidden();

  const other = await otherBrowser();
  await people.signIn(other, ada);
  const hers = await other.newPage();
  await hers.goto('/profile/activity');
  await expect(
    hers.getByText(words.events.lines['group-joined']({ title: 'Finance', reason: 'Closes the books' })),
  ).toBeVisible();
  await page.goto('/admin/events?filter=administrators');
  await expect(page.getByRole('row').filter({ hasText: ada.email }).first()).toContainText(admin.email);
});

test('groups are changed without JavaScript; a page drawn before a rename changes nothing any more', async ({
  client,
  people,
  database,
}) => {
  const [admin, ada] = [await people.makeAdmin(), await people.make()];
  const desk = client();
  await people.signIn(desk, admin);
  const proof = { reason: 'Reorganised', password: admin.password };
  const name = `team-${ada.id
    .slice(0, 8)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '0')}`;
  const form = await desk.open('/admin/groups?dialog=create');
  const made = await desk.submit(form, dialogs.create.button, { title: 'Team', name, ...proof });
  const { path } = made;
  const group = path.split('?')[0] ?? '';
  expect(group).toMatch(/^\/admin\/groups\/./);
  const stale = await desk.open(`${group}?dialog=delete`);
  const rename = await desk.open(`${group}?dialog=rename`);
  await desk.submit(rename, dialogs.rename.button, { title: 'Crew', ...proof });
  expect((await desk.submit(stale, dialogs.delete.button, proof)).text).toContain(refusal('page-outdated'));
  const add = await desk.open(`${group}?dialog=add`);
  await desk.submit(add, dialogs.add.button, { email: ada.email, ...proof });
  expect(await listGroupsOf(database, ada.id)).toMatchObject([{ name, title: 'Crew' }]);
  const own = await desk.open(`${group}?dialog=add`);
  const refused = await desk.submit(own, dialogs.add.button, { email: admin.email, ...proof });
  expect(refused.text).toContain(refusal('on-oneself'));
  const remove = await desk.open(`${group}?dialog=remove&about=${ada.id}`);
  await desk.submit(remove, dialogs.remove.button, proof);
  expect(await listGroupsOf(database, ada.id)).toEqual([]);
  const gone = await desk.submit(await desk.open(`${group}?dialog=delete`), dialogs.delete.button, proof);
  expect(gone.text).toContain(groups.done.delete);
  expect((await desk.open(group)).status).toBe(404);
});
