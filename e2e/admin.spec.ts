import type { Page } from '@playwright/test';
import { findReset } from '#db/queries/second-factor-resets.ts';
import { findUser } from '#db/queries/users.ts';
import { ageFactor, passResetWait } from './fixtures/ageing.ts';
import { countSessions } from './fixtures/database.ts';
import type { NoScriptClient } from './fixtures/no-script-client.ts';
import type { Person } from './fixtures/people.ts';
import {
  expectChallenge,
  expectHome,
  expectProblem,
  openChallenge,
  press,
  signInWithoutScript,
  signInWithPassword,
  typeCode,
  typeOneTimePassword,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { plain, refusal, words } from './fixtures/words.ts';

const { acts, actions, facts, dialog: dialogWords } = words.person;

/** Opens the dialog of an admin action on a user's page. */
async function openAct(page: Page, person: Person, act: keyof typeof acts) {
  await page.goto(`/admin/people/${person.id}`);
  await page.getByRole('button', { name: acts[act].button, exact: true }).click();
  return page.getByRole('dialog', { name: acts[act].title });
}

/** Does the same without a window, with the values of the dialog. */
async function actWithoutScript(client: NoScriptClient, person: Person, act: keyof typeof acts, typed = {}) {
  const page = await client.open(`/admin/people/${person.id}?dialog=${act}`);
  return client.submit(page, acts[act].button, { reason: 'Called back', ...typed });
}

test('a lost second factor from both sides: scheduled with a reason, announced, and still required after its time without the link of the mail', async ({
  page,
  context,
  otherBrowser,
  people,
  database,
}) => {
  const admin = await people.makeAdmin();
  const ada = await people.makeProtected();
  await people.signIn(context, admin);
  await page.goto('/admin');
  await page.getByRole('searchbox', { name: words.people.search }).fill(ada.email.toUpperCase());
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?q=/);
  await page.getByRole('table').getByRole('link', { name: ada.name }).click();
  await page.getByRole('button', { name: acts.reset.button }).click();
  const dialog = page.getByRole('dialog', { name: acts.reset.title });
  await press(dialog.getByRole('button', { name: acts.reset.button }));
  await expectProblem(dialog, refusal('reason-empty'), refusal('password-empty'));
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
  await press(dialog.getByRole('button', { name: acts.reset.button }));
  await expect(dialog.getByText(refusal('password-empty')).first()).toBeHidden();
  await expectProblem(dialog, refusal('reason-empty'));
  await dialog.getByLabel(dialogWords.reason).fill('Phone stolen, passport seen');
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
  await press(dialog.getByRole('button', { name: acts.reset.button }));
  await expect(page.getByText(plain(actions.done({ name: ada.name })))).toBeVisible();
  await expect(page.getByText(facts.reset, { exact: true })).toBeVisible();

  const hers = await (await otherBrowser()).newPage();
  await signInWithPassword(hers, ada);
  await expectChallenge(hers);
  await passResetWait(database, ada.id);
  await signInWithPassword(hers, ada);
  await expectChallenge(hers);
  await typeCode(hers, ada.phone.nextCode());
  await expectHome(hers, ada);
  await hers.goto('/profile/activity');
  await expect(
    hers.getByText(words.events.lines['second-factor-reset-ordered']({ reason: 'Phone stolen, passport seen' })),
  ).toBeVisible();
  await expect(hers.getByText(words.events.locations.administrator).first()).toBeVisible();
  await page.goto('/admin/events?filter=administrators');
  await expect(page.getByRole('row').filter({ hasText: ada.email }).first()).toContainText(admin.email);
});

test('attack: a link that claims an admin action makes no page claim it', async ({ client, people }) => {
  const [admin, ada] = [await people.makeAdmin(), await people.makeProtected()];
  const browser = client();
  await people.signIn(browser, admin);
  for (const act of ['reset', 'disable', 'sign-out', 'password']) {
    const { text } = await browser.open(`/admin/people/${ada.id}?done=${act}`);
    expect(text).toContain(ada.name);
    expect(text, act).not.toContain(plain(actions.done({ name: ada.name })));
  }
});

test('a user who still has the second factor keeps it: on any page by a code, or by signing in with it', async ({
  page,
  context,
  client,
  people,
  database,
}) => {
  const [admin, ada] = [await people.makeAdmin(), await people.makeProtected()];
  const desk = client();
  await people.signIn(desk, admin);
  await ageFactor(database, ada.id);
  await actWithoutScript(desk, ada, 'reset', { password: admin.password });
  expect(await findReset(database, ada.id)).not.toBeNull();
  await people.signIn(context, ada);
  await page.goto('/');
  await page.getByRole('link', { name: words.appFrame.reset.keep }).click();
  const dialog = page.getByRole('dialog', { name: words.twoFactorDialogs.keep.title });
  await dialog.getByLabel(words.reauthentication.fields.code).fill(ada.phone.wrongCode());
  await press(dialog.getByRole('button', { name: words.twoFactorDialogs.keep.submit }));
  await expectProblem(dialog, refusal('code-wrong'));
  expect(await findReset(database, ada.id)).not.toBeNull();
  await dialog.getByLabel(words.reauthentication.fields.code).fill(ada.phone.nextCode());
  await press(dialog.getByRole('button', { name: words.twoFactorDialogs.keep.submit }));
  await expect(page.getByRole('link', { name: words.appFrame.reset.keep })).toBeHidden();
  expect(await findReset(database, ada.id)).toBeNull();

  await actWithoutScript(desk, ada, 'reset', { password: admin.password });
  const home = client();
  const challenge = await signInWithoutScript(home, ada);
  await home.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  expect(await findReset(database, ada.id)).toBeNull();
});

test('a code for one sign-in is shown once, opens one, and leads to new one-time passwords', async ({
  page,
  context,
  otherBrowser,
  people,
}) => {
  const [admin, ada] = [await people.makeAdmin(), await people.makeProtected()];
  await people.signIn(context, admin);
  const dialog = await openAct(page, ada, 'bypass-code');
  await dialog.getByLabel(dialogWords.reason).fill('Called back');
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
  await press(dialog.getByRole('button', { name: acts['bypass-code'].button }));
  const code = (await dialog.getByText(/^(\w{4}-){3}\w{4}$/).textContent()) ?? '';
  await dialog.getByRole('button', { name: dialogWords.done }).click();
  await page.reload();
  expect(await page.content()).not.toContain(code);

  const other = await otherBrowser();
  const hers = await other.newPage();
  await people.beginSignIn(other, ada);
  await openChallenge(hers);
  await typeOneTimePassword(hers, code);
  await expectHome(hers, ada);
  await hers.getByRole('link', { name: words.appFrame.oneTimePassword.renew }).click();
  const renew = hers.getByRole('dialog');
  await renew.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await press(renew.getByRole('button', { name: words.oneTimePasswords.renew.form.submit }));
  await expect(hers.getByRole('dialog', { name: words.oneTimePasswords.save.title }).getByRole('listitem')).toHaveCount(
    10,
  );

  const again = await otherBrowser();
  await people.beginSignIn(again, ada);
  const late = await again.newPage();
  await openChallenge(late);
  await typeOneTimePassword(late, code);
  await expectProblem(late, refusal('recovery-code-wrong'));
});

test('a disabled account is signed out, learns why at sign-in, and comes back', async ({
  client,
  people,
  database,
}) => {
  const [admin, ada] = [await people.makeAdmin(), await people.make()];
  const [desk, hers] = [client(), client()];
  await people.signIn(desk, admin);
  await people.signIn(hers, ada);
  await actWithoutScript(desk, ada, 'disable', { password: admin.password });
  expect(await countSessions(database, ada.id)).toBe(0);
  expect((await hers.open('/profile')).path).toMatch(/^\/login\?reason=expired/);
  expect((await signInWithoutScript(hers, ada)).text).toContain(refusal('account-disabled'));
  expect((await hers.open('/')).path).toMatch(/^\/login/);
  await actWithoutScript(desk, ada, 'enable', { password: admin.password });
  expect((await signInWithoutScript(hers, ada)).path).toBe('/');
});

test('attack: for all other users there is no administration, whatever they request, and the log says so', async ({
  app,
  client,
  people,
  tolerate,
}) => {
  tolerate(/NEXT_HTTP_ERROR_FALLBACK;404/);
  const [ada, admin] = [await people.makeProtected(), await people.makeAdmin()];
  const [hers, desk] = [client(), client()];
  await people.signIn(hers, ada);
  await people.signIn(desk, admin);
  const before = app.log.mark();
  const paths = ['/admin', '/admin/groups', '/admin/events', '/admin/policy', `/admin/people/${admin.id}`];
  for (const path of paths) {
    expect((await client().open(path)).path).toMatch(/^\/login\?/);
    const answer = await hers.open(path);
    expect(answer.status, path).toBe(404);
    expect(answer.html).not.toContain(admin.email);
    expect((await desk.open(path)).status).toBe(200);
  }
  expect(app.log.text(before)).toContain('"event":"admin-refused"');
  const form = { method: 'POST', body: new URLSearchParams({ format: 'csv' }) };
  expect((await hers.send('/admin/events/export', form)).status).toBe(404);
  expect((await client().send('/admin/events/export', form)).status).toBe(404);
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  expect((await desk.send('/admin/events/export', { ...form, headers: foreign })).status).toBe(403);
});

test('attack: the form of an administrator, sent by another user, without re-authentication, or about oneself, changes nothing', async ({
  client,
  people,
  database,
}) => {
  const [admin, ada, eve] = [await people.makeAdmin(), await people.makeProtected(), await people.makeProtected()];
  const [desk, hers] = [client(), client()];
  await people.signIn(desk, admin);
  await people.signIn(hers, eve);
  const page = await desk.open(`/admin/people/${ada.id}?dialog=disable`);
  const typed = { reason: 'because', password: eve.password };
  await hers.submitOnce(page, acts.disable.button, typed);
  await client().submitOnce(page, acts.disable.button, typed);
  const unproved = await desk.submit(page, acts.disable.button, { reason: 'because', password: 'not the password' });
  expect(unproved.text).toContain(refusal('password-wrong'));
  const oneself = await desk.submit(page, acts.disable.button, {
    reason: 'because',
    password: admin.password,
    person: admin.id,
  });
  // The form was rendered for Ada: it acts on no other user.
  expect(oneself.text).toContain(refusal('page-outdated'));
  expect(await findUser(database, ada.id)).toMatchObject({ disabledAt: null });
  expect(await findUser(database, admin.id)).toMatchObject({ disabledAt: null });
});

test('an administrator without a second factor sets one up first', async ({ client, people, database }) => {
  const ada = await people.make();
  await database.sql.update(database.tables.users).set({ role: 'admin' });
  const hers = client();
  await people.signIn(hers, ada);
  const answer = await hers.open('/admin');
  expect(answer.path).toBe('/profile/two-factor?for=administrators');
  expect(answer.text).toContain(words.twoFactor.off.forAdministrators);
  await database.sql.update(database.tables.users).set({ role: 'person' });
});

test('the events as files: those that are shown, with nothing that a spreadsheet would execute', async ({
  client,
  people,
}) => {
  const [admin, ada] = [await people.makeAdmin(), await people.makeProtected()];
  const desk = client();
  await people.signIn(desk, admin);
  await actWithoutScript(desk, ada, 'sign-out', {
    password: admin.password,
    reason: '=1+1',
  });
  const page = await desk.open(`/admin/events?filter=administrators&email=${ada.email}`);
  const file = await desk.submitOnce(page, words.eventLog.export.csv);
  expect(file.headers.get('content-disposition')).toContain('events.csv');
  expect(file.html).toContain(`,${admin.email},`);
  const rows = JSON.parse((await desk.submitOnce(page, words.eventLog.export.json)).html);
  expect(rows).toMatchObject([
    { email: ada.email, what: words.events.lines['all-sessions-ended']({ reason: '=1+1' }) },
  ]);
});

test('events are narrowed by days and kind, and a file holds what is shown', async ({ client, people }) => {
  const [admin, ada] = [await people.makeAdmin(), await people.makeProtected()];
  const desk = client();
  await people.signIn(desk, admin);
  await actWithoutScript(desk, ada, 'sign-out', { password: admin.password, reason: 'Left her laptop on a train' });
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const open = (query: string) => desk.open(`/admin/events?email=${ada.email}&${query}`);
  const what = words.events.lines['all-sessions-ended']({ reason: '' });
  const shown = await open(`from=${day(-1)}&to=${day(1)}`);
  for (const part of [what, 'Left her laptop on a train', admin.email]) expect(shown.text).toContain(part);
  for (const query of [`to=${day(-1)}`, `from=${day(1)}`, 'filter=sign-ins']) {
    const none = await open(query);
    expect(none.text, query).toContain(words.eventLog.noMatch);
    expect(JSON.parse((await desk.submitOnce(none, words.eventLog.export.json)).html), query).toEqual([]);
  }
  // What makes no sense finds nothing: other events would be taken for those asked for. What was typed stays.
  for (const [query, fault] of [
    ['from=2026-02-30', 'bad-from'],
    ['to=yesterday', 'bad-to'],
    ['from=2026-11-30&to=2026-11-01', 'reversed-days'],
    ['kind=signed-on', 'unknown-kind'],
  ] as const) {
    const odd = await open(query);
    expect(odd.text, query).toContain(words.eventLog.faults[fault]);
    expect(odd.text, query).not.toContain(what);
    for (const value of new URLSearchParams(query).values()) expect(odd.html, query).toContain(`value="${value}"`);
    expect(odd.html).not.toContain(words.eventLog.export.csv);
  }
  const refused = await desk.submitOnce(shown, words.eventLog.export.csv, { to: 'yesterday' });
  expect({ status: refused.status, text: refused.html.trim() }).toEqual({
    status: 400,
    text: words.eventLog.faults['bad-to'],
  });
});

test('events are found by kind, by who acted and by text, and a file holds those', async ({ client, people }) => {
  const [admin, ada] = [await people.makeAdmin(), await people.makeProtected()];
  const desk = client();
  await people.signIn(desk, admin);
  const reason = `Left a laptop ${ada.id}`;
  await actWithoutScript(desk, ada, 'sign-out', { password: admin.password, reason });
  for (const [query, isFound] of [
    [`by=${admin.email}`, true],
    [`by=${ada.email}&email=${ada.email}`, false],
    [`kind=all-sessions-ended&by=${admin.email}`, true],
    [`kind=signed-in&by=${admin.email}`, false],
    [`text=LAPTOP ${ada.id}`, true],
    [`text=${ada.id}&filter=administrators&kind=all-sessions-ended`, true],
    [`text=${ada.id} laptop`, false],
  ] as const) {
    const page = await desk.open(`/admin/events?${query}`);
    const file = (await desk.submitOnce(page, words.eventLog.export.jsonl)).html;
    expect([page.text.includes(reason), file.includes(reason)], query).toEqual([isFound, isFound]);
    for (const line of file.split('\n').filter(Boolean)) expect(JSON.parse(line)).toHaveProperty('kind');
  }
});

test('attack: what happened to a deleted account is found by its email, and is nobody else’s who has it later', async ({
  client,
  people,
}) => {
  const [admin, ada] = [await people.makeAdmin(), await people.make()];
  const [desk, first, second] = [client(), client(), client()];
  await people.signIn(first, ada);
  await first.submit(await first.open('/profile?dialog=delete'), words.profile.deleteDialog.submit, {
    password: ada.password,
    email: ada.email,
  });
  const heir = await people.make({ email: ada.email });
  await people.signIn(second, heir);
  const deleted = words.events.lines['account-deleted'];
  expect((await second.open('/profile/activity')).text).not.toContain(deleted);
  expect((await second.submit(await second.open('/profile'), words.profile.data.download)).html).not.toContain(deleted);

  await people.signIn(desk, admin);
  const found = await desk.open(`/admin/events?email=${ada.email}`);
  expect(found.text).toContain(deleted);
  expect(found.text).toContain(words.events.deletedAccount({ email: ada.email }));
  const rows: { kind: string; isDeleted: boolean }[] = JSON.parse(
    (await desk.submitOnce(found, words.eventLog.export.json)).html,
  );
  expect(rows.find(({ kind }) => kind === 'account-deleted')).toMatchObject({ email: ada.email, isDeleted: true });
  const page = await desk.open(`/admin/people/${heir.id}`);
  expect(page.text).toContain(heir.name);
  expect(page.text).not.toContain(deleted);
});

test('on a big screen the table of people uses it', async ({ page, context, people }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await people.signIn(context, await people.makeAdmin());
  await page.goto('/admin');
  expect((await page.getByRole('table').boundingBox())?.width).toBeGreaterThanOrEqual(1200);
});
