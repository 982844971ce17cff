import { insertToken } from '#db/queries/tokens.ts';
import { findUserByEmail } from '#db/queries/users.ts';
import { choosePassword } from '../fixtures/mail-screens.ts';
import { test } from '../fixtures/mail-sink.ts';
import { expectProblem, press } from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';
import { refusal, words } from '../fixtures/words.ts';

const { adding, ...list } = words.invitations;
const said = (forms: { one?: string; other?: string }, n: number) =>
  (n === 1 ? forms.one : forms.other)?.replace('{n}', String(n)) ?? '';

test('joiners from a pasted list: checked, corrected, invited, and in by the link', async ({
  page,
  context,
  otherBrowser,
  people,
  sink,
}) => {
  const [admin, known] = [await people.makeAdmin(), await people.make()];
  await people.signIn(context, admin);
  await page.goto('/admin');
  await page.getByRole('link', { name: list.add }).click();
  const emails = page.getByLabel(adding.invite.emails);
  const typed = (at: string) => `Mary <mary-${known.email}>\nJoan joan${at}${known.email}\n${known.email}`;
  await emails.fill(typed(' at '));
  await page.getByLabel(adding.invite.message).fill('See you on Monday.');
  await press(page.getByRole('button', { name: adding.invite.preview }));
  await expectProblem(page, refusal('invitations-faulty'));
  await expect(page.getByText(said(adding.invite.faults, 1))).toBeVisible();
  await expect(emails).toHaveValue(typed(' at '));
  await emails.fill(`Mary <mary-${known.email}>\njoan-${known.email}\n${known.email}`);
  await press(page.getByRole('button', { name: adding.invite.preview }));
  await expect(page.getByText(said(adding.invite.fresh, 2))).toBeVisible();
  await expect(page.getByText(said(adding.invite.known, 1))).toBeVisible();
  await page.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
  await press(page.getByRole('button', { name: said(adding.invite.submit, 2) }));
  await expect(page.getByText(list.done.invite)).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: `joan-${known.email}` })).toContainText(list.pending);

  const mail = await sink.mailTo(`mary-${known.email}`, /./);
  expect(mail.text).toContain('See you on Monday.');
  const theirs = await (await otherBrowser()).newPage();
  await theirs.goto(mail.link);
  await expect(theirs.getByRole('heading', { level: 1 })).toBeVisible();
  await page
    .getByRole('row')
    .filter({ hasText: `joan-${known.email}` })
    .getByRole('button', { name: list.withdraw })
    .click();
  const dialog = page.getByRole('dialog', { name: list.dialogs.withdraw.title });
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
  await press(dialog.getByRole('button', { name: list.dialogs.withdraw.button }));
  await expect(page.getByText(list.done.withdraw)).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: `joan-${known.email}` })).toHaveCount(0);
});

test('one account without JavaScript: its owner chooses the password by the link', async ({
  page,
  client,
  people,
  database,
  sink,
}) => {
  const admin = await people.makeAdmin();
  const desk = client();
  await people.signIn(desk, admin);
  const email = `new-${admin.email}`;
  const form = await desk.open('/admin/people/new');
  const wrong = await desk.submit(form, adding.create.submit, { name: '', email, password: admin.password });
  expect(wrong.text).toContain(refusal('person-name-empty'));
  expect(wrong.html).toContain(`value="${email}"`);
  const done = await desk.submit(wrong, adding.create.submit, { name: 'Joan', email, password: admin.password });
  expect(done.text).toContain(list.done.add);
  expect(await findUserByEmail(database, email)).toMatchObject({ name: 'Joan', passwordHash: null });
  await page.goto((await sink.mailTo(email, /./)).link);
  await choosePassword(page, 'lantern meadow copper voyage');
});

test('attack: without JavaScript a list is sent only with the administrator’s proof, and nothing typed is lost (attack M-08)', async ({
  client,
  people,
}) => {
  const admin = await people.makeAdmin();
  const desk = client();
  await people.signIn(desk, admin);
  const emails = `mary-${admin.email}`;
  const page = await desk.open('/admin/invitations/new');
  const checked = await desk.submit(page, adding.invite.preview, { emails, message: '' });
  const refused = await desk.submit(checked, said(adding.invite.submit, 1), { password: 'wrong' });
  expect(refused.text).toContain(refusal('password-wrong'));
  expect(refused.text).toContain(said(adding.invite.submit, 1));
  // An address may break before its @: as text it has a gap there.
  const row = `name="about" value="${emails}"`;
  expect((await desk.open('/admin/invitations')).html).not.toContain(row);
  const done = await desk.submit(refused, said(adding.invite.submit, 1), { password: admin.password });
  expect(done.text).toContain(list.done.invite);
  expect(done.html).toContain(row);
});

test('several invitations are sent again together, without JavaScript too', async ({
  client,
  people,
  database,
  sink,
}) => {
  const [admin, known] = [await people.makeAdmin(), await people.make()];
  const emails = ['mary', 'joan'].map((name) => `${name}-${known.email}`);
  const sent = {
    sealedPayload: null,
    about: null,
    createdAt: new Date(),
    expiresAt: new Date(Date.now() + 86_400_000),
  };
  for (const email of emails)
    await insertToken(database, { ...sent, secretHash: email, purpose: 'invitation', owner: email, email: null });
  const desk = client();
  await people.signIn(desk, admin);
  const path = `/admin/invitations/selected?${new URLSearchParams(emails.map((email) => ['pick', email]))}`;
  const page = await desk.open(path);
  const button = list.many.title({ count: 2 });
  expect((await desk.submit(page, button, { password: '' })).text).toContain(refusal('password-empty'));
  expect((await desk.submit(page, button, { password: admin.password })).text).toContain(list.done['resend-many']);
  for (const email of emails) await sink.mailTo(email, /./);
  const late = await desk.submit(page, button, { password: admin.password });
  expect(late.text).toContain(refusal('people-changed', { emails: emails.toSorted().join(', ') }));
});
