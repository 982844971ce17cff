import type { Page } from '@playwright/test';
import { listSessions } from '#db/queries/sessions.ts';
import { findUser } from '#db/queries/users.ts';
import { generateId } from '#lib/crypto/token.ts';
import type { People } from './fixtures/people.ts';
import { expectProblem, press } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

const { pick, bulk } = words.people;
const { reason } = words.person.dialog;
const { password } = words.reauthentication.fields;

/** Three people whom one search finds, and no one else. */
async function makeTeam(people: People) {
  const team = generateId().toLowerCase().replace(/\W/g, 'x');
  const members = await Promise.all(
    ['Ada', 'Bob', 'Eve'].map((name) => people.make({ name, email: `${team}-${name}@example.com` })),
  );
  return { members, list: `/admin?q=${team}` };
}
const box = (page: Page, name: string) => page.getByRole('checkbox', { name: pick.one({ name }), exact: true });

test('two of three are chosen, listed, and disabled with one reason; the list comes back as it was', async ({
  page,
  context,
  people,
  database,
}) => {
  const admin = await people.makeAdmin();
  const { members, list } = await makeTeam(people);
  const [ada, bob, eve] = members;
  await people.signIn(context, admin);
  await page.goto(list);
  const disable = page.getByRole('button', { name: pick.acts.disable, exact: true });
  await expect(disable).toBeHidden();
  await page.getByRole('checkbox', { name: pick.all }).check();
  await box(page, 'Eve').uncheck();
  await disable.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(bulk.disable.title({ count: 2 }));
  const who = page.getByRole('list', { name: bulk.who });
  await expect(who).toContainText('Ada');
  await expect(who).toContainText('Bob');
  await expect(who).not.toContainText('Eve');
  const confirm = page.getByRole('button', { name: bulk.disable.title({ count: 2 }) });
  await press(confirm);
  await expectProblem(page, refusal('reason-empty'), refusal('password-empty'));
  await page.getByLabel(reason).fill('The project has ended');
  await page.getByLabel(password, { exact: true }).fill(admin.password);
  await press(confirm);
  await expect(page.getByText(bulk.done)).toBeVisible();
  expect(new URL(page.url()).searchParams.get('q')).toBe(list.split('=')[1]);
  for (const one of [ada, bob]) expect((await findUser(database, one?.id ?? ''))?.disabledAt).not.toBeNull();
  expect(await findUser(database, eve?.id ?? '')).toMatchObject({ disabledAt: null });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('leavers are deleted together once their number is typed; oneself is left out with a sentence', async ({
    page,
    context,
    people,
    database,
  }) => {
    const { members, list } = await makeTeam(people);
    const team = list.split('=')[1];
    const admin = await people.makeAdmin({ name: 'Grace Hopper', email: `${team}-grace@example.com` });
    await people.signIn(context, admin);
    await page.goto(list);
    for (const name of ['Ada', 'Bob', 'Grace Hopper']) await box(page, name).check();
    await page.getByRole('button', { name: pick.acts.delete, exact: true }).click();
    await expect(page.getByRole('list', { name: bulk.leftOut })).toContainText(bulk.why.oneself);
    const confirm = page.getByRole('button', { name: bulk.delete.title({ count: 2 }) });
    const prove = async (count: string) => {
      await page.getByLabel(reason).fill('Left the company');
      await page.getByLabel(bulk.count).fill(count);
      await page.getByLabel(password, { exact: true }).fill(admin.password);
      await confirm.click();
    };
    await prove('3');
    await expectProblem(page, refusal('count-differs'));
    await expect(page.getByLabel(reason)).toHaveValue('Left the company');
    await prove('2');
    await expect(page.getByText(bulk.done)).toBeVisible();
    const due = await Promise.all(members.map(async ({ id }) => (await findUser(database, id))?.deletionDueAt ?? null));
    expect(due.map(Boolean)).toEqual([true, true, false]);
    expect(await findUser(database, admin.id)).toMatchObject({ disabledAt: null, deletionDueAt: null });
  });
});

test('attack: without the administrator’s proof, or by another who isn’t one, nothing happens to anyone (M-14)', async ({
  client,
  people,
  database,
}) => {
  const admin = await people.makeAdmin();
  const { members } = await makeTeam(people);
  const [ada, bob] = members;
  const path = `/admin/people/selected?act=sign-out&pick=${ada?.id}&pick=${bob?.id}`;
  const desk = client();
  await people.signIn(desk, admin);
  await people.signIn(client(), ada ?? admin);
  const drawn = await desk.open(path);
  const send = (typed: Record<string, string>) =>
    desk.submit(drawn, bulk['sign-out'].title({ count: 2 }), { reason: 'Because', ...typed });
  expect((await send({ password: '' })).text).toContain(refusal('password-empty'));
  expect((await send({ password: `${admin.password}x` })).text).toContain(refusal('password-wrong'));
  const stranger = client();
  await people.signIn(stranger, bob ?? admin);
  expect((await stranger.open(path)).status).toBe(404);
  expect(await listSessions(database, ada?.id ?? '')).toHaveLength(1);
});

test('attack: a form that lies about whom it showed, or where to go on, changes no one and leads nowhere else (M-15)', async ({
  client,
  people,
  database,
}) => {
  const admin = await people.makeAdmin();
  const { members } = await makeTeam(people);
  const [ada, bob] = members;
  const desk = client();
  await people.signIn(desk, admin);
  const drawn = await desk.open(`/admin/people/selected?act=disable&pick=${ada?.id}&list=https://evil.example/`);
  expect(drawn.html).not.toMatch(/(href|value)="[^"]*evil/);
  const title = bulk.disable.title({ count: 1 });
  const proof = { reason: 'Because', password: admin.password };
  // Bob was never shown: nobody has his state.
  const aimed = await desk.submit(drawn, title, { ...proof, who: `${bob?.id} x ${bob?.email}` });
  expect(aimed.text).toContain(refusal('people-changed', { emails: bob?.email ?? '' }));
  const done = await desk.submit(drawn, title, { ...proof, list: '//evil.example/?q=x' });
  expect(done.url.pathname).toBe('/admin');
  expect(await findUser(database, bob?.id ?? '')).toMatchObject({ disabledAt: null });
  for (const act of ['enable', '', 'role']) {
    const page = await desk.open(`/admin/people/selected?act=${act}&pick=${ada?.id}`);
    expect(page.status, act).toBe(404);
  }
});

test('nobody chosen, everybody already gone, or far too many: a sentence and the way back', async ({
  client,
  people,
}) => {
  const desk = client();
  await people.signIn(desk, await people.makeAdmin());
  const open = async (picks: string[]) =>
    (
      await desk.open(
        `/admin/people/selected?${new URLSearchParams([['act', 'delete'], ...picks.map((id) => ['pick', id])])}`,
      )
    ).text;
  expect(await open([])).toContain(bulk.none);
  expect(await open([generateId()])).toContain(bulk.gone({ count: 1 }));
  expect(await open(Array.from({ length: 51 }, generateId))).toContain(bulk.many({ count: 51 }));
});
