import { listHostsOfApp } from '#db/queries/app-hosts.ts';
import { findClient, listGroupsOfApp } from '#db/queries/apps.ts';
import { insertGroup } from '#db/queries/groups.ts';
import { setRole } from '#db/queries/users.ts';
import { generateId, hashToken } from '#lib/crypto/token.ts';
import { expectProblem, press } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

const { adminApps: apps } = words;
const { dialogs, fields } = apps;

/** An app id or group name that no other test has. */
const named = (word: string) =>
  `${word}-${generateId()
    .slice(0, 10)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '0')}`;

test('an app is added from ready-made settings, opened to a group, and its secret is shown this once', async ({
  page,
  context,
  people,
  database,
}) => {
  const admin = await people.makeAdmin();
  const group = { id: generateId(), name: named('ops'), title: 'Operations', createdAt: new Date() };
  await insertGroup(database, group);
  await people.signIn(context, admin);
  await page.goto('/');
  await page.getByRole('link', { name: words.appFrame.apps, exact: true }).first().click();
  await page.getByRole('link', { name: apps.add }).click();
  await page.getByRole('link', { name: 'Grafana' }).click();
  await expect(page.getByLabel(fields.name, { exact: true })).toHaveValue('Grafana');
  const id = named('grafana');
  const add = async (typed: Partial<Record<'app' | 'address', string>>) => {
    for (const [name, text] of Object.entries(typed))
      await page.getByLabel(fields[name as keyof typeof typed], { exact: true }).fill(text);
    await page.getByLabel(fields.reason).fill('Shows the servers');
    await page.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
    await press(page.getByRole('button', { name: apps.create.button }));
  };
  await page.getByLabel(group.title).check();
  await page.getByLabel(fields.age).selectOption('60');
  await add({ app: id, address: 'grafana' });
  const form = page.locator('main');
  await expectProblem(form, refusal('preset-address-shape'));
  // What was typed and chosen is kept.
  await expect(page.getByLabel(fields.app, { exact: true })).toHaveValue(id);
  await expect(page.getByLabel(group.title)).toBeChecked();
  await expect(page.getByLabel(fields.age)).toHaveValue('60');
  await add({ address: 'https://grafana.example.com' });
  const shown = page.locator('dt', { hasText: apps.secret.heading }).locator('..').locator('code');
  const secret = await shown.innerText();
  expect(secret).toMatch(/^[\w-]{43}$/);
  await expect(page.locator('pre')).toContainText(`GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET=${secret}`);

  const found = await findClient(database, id);
  expect(found?.client).toMatchObject({
    secretHash: hashToken(secret),
    redirectUris: ['https://grafana.example.com/login/generic_oauth'],
  });
  expect(await listGroupsOfApp(database, id)).toMatchObject([{ name: group.name }]);
  // Home opens it at the address that was typed.
  expect(found?.app).toMatchObject({ launchUrl: 'https://grafana.example.com', onHome: 'shown' });
  await page.getByRole('link', { name: apps.made.done }).click();
  await expect(page.getByText(apps.secret.hidden)).toBeVisible();
  await expect(page.getByText(group.title)).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await page.getByText(apps.settingsFor({ name: 'Grafana' })).click();
  await expect(page.locator('pre')).toContainText(apps.secret.place);
  await page.goto('/admin/apps?q=GRAFANA');
  await expect(page.getByRole('link', { name: 'Grafana' }).first()).toBeVisible();
});

test('an app is added, changed, closed and removed without JavaScript; a page drawn before a change changes nothing', async ({
  client,
  people,
  database,
}) => {
  const admin = await people.makeAdmin();
  const desk = client();
  await people.signIn(desk, admin);
  const proof = { reason: 'Reorganised', password: admin.password };
  const id = named('wiki');
  const form = await desk.open('/admin/apps/new?preset=other');
  const back = 'https://wiki.example.com/back';
  const typed = { name: 'Wiki', app: id, redirects: `${back}\nhttps://wiki.example.com/*`, openTo: 'everyone' };
  const refused = await desk.submit(form, apps.create.button, { ...typed, ...proof });
  expect(refused.text).toContain(refusal('redirect-uri-shape', { address: 'https://wiki.example.com/*' }));
  expect(refused.html).toContain('https://wiki.example.com/*</textarea>');
  // Each at its own field; a list longer than most texts is kept whole.
  const many = Array.from({ length: 12 }, (_, index) => `https://wiki.example.com/a-way-back-of-its-own/${index}`);
  const odd = { launchUrl: 'javascript:alert(1)', backChannel: 'http://169.254.169.254/', signOut: many.join('\n') };
  for (const [name, value] of Object.entries(odd)) {
    const answer = await desk.submit(refused, apps.create.button, {
      ...typed,
      redirects: back,
      [name]: value,
      ...proof,
    });
    expect(answer.html, name).toContain(`id="${name}-error"`);
    expect(answer.html, name).toContain(value.split('\n').at(-1));
  }
  expect(await findClient(database, id)).toBeNull();
  const made = await desk.submit(refused, apps.create.button, { ...typed, redirects: back, ...proof });
  expect(made.text).toContain(apps.secret.once);
  const [secret = ''] = /[\w-]{43}/.exec(made.text) ?? [];
  expect((await findClient(database, id))?.client.secretHash).toBe(hashToken(secret));

  const path = `/admin/apps/${id}`;
  const stale = await desk.open(`${path}?dialog=remove`);
  const edit = await desk.open(`${path}?dialog=edit`);
  const shown = { name: 'Team wiki', description: 'What we know', launchUrl: 'https://wiki.example.com/' };
  const changed = await desk.submit(edit, dialogs.edit.button, { ...shown, ...proof });
  expect(changed.text).toContain(apps.done.edit);
  const signIn = await desk.open(`${path}?dialog=sign-in`);
  await desk.submit(signIn, dialogs['sign-in'].button, { demands: 'session', ...proof });
  const ends = { signOut: 'https://wiki.example.com/out', backChannel: 'http://10.0.0.7/heard', endsWith: 'app' };
  const signOut = await desk.open(`${path}?dialog=sign-out`);
  await desk.submit(signOut, dialogs['sign-out'].button, { ...ends, ...proof });
  expect(await findClient(database, id)).toMatchObject({
    app: { ...shown, demands: 'session', onHome: 'shown' },
    client: { redirectUris: [back], postLogoutUris: [ends.signOut], backchannelUri: ends.backChannel, endsWith: 'app' },
  });
  expect((await desk.submit(stale, dialogs.remove.button, proof)).text).toContain(refusal('page-outdated'));
  const access = await desk.open(`${path}?dialog=access`);
  await desk.submit(access, dialogs.access.button, { openTo: 'groups', ...proof });
  expect((await findClient(database, id))?.app.openTo).toBe('groups');
  const renew = await desk.open(`${path}?dialog=secret`);
  const renewed = await desk.submit(renew, dialogs.secret.button, proof);
  expect(renewed.text).not.toContain(secret);
  const client2 = (await findClient(database, id))?.client;
  expect(client2?.oldSecretHash).toBe(hashToken(secret));
  expect(renewed.html).toContain(apps.secret.once);
  await desk.submit(await desk.open(`${path}?dialog=disable`), dialogs.disable.button, proof);
  expect((await findClient(database, id))?.app.disabledAt).not.toBeNull();
  const gone = await desk.submit(await desk.open(`${path}?dialog=remove`), dialogs.remove.button, proof);
  expect(gone.text).toContain(apps.done.remove);
  expect((await desk.open(path)).status).toBe(404);
  const log = await desk.open('/admin/events');
  expect(log.text).toContain(
    words.events.lines['app-removed']({ app: 'Team wiki', reason: proof.reason }).split('.')[0],
  );
  expect(log.html).not.toContain(secret);
});

test('an app behind a proxy is added with its host, and its page has the configuration for nginx and Caddy', async ({
  page,
  context,
  people,
  database,
}) => {
  const admin = await people.makeAdmin();
  await people.signIn(context, admin);
  await page.goto('/admin/apps/new');
  await page.getByRole('link', { name: apps.presets.guarded }).click();
  const [id, host] = [named('reports'), `${named('reports')}.localhost:8080`];
  const form = page.locator('main');
  const add = async (typed: Partial<Record<'name' | 'id' | 'hosts' | 'openPaths', string>>) => {
    for (const [name, text] of Object.entries(typed))
      await form.getByLabel(fields[name as keyof typeof typed], { exact: true }).fill(text);
    await page.getByLabel(fields.reason).fill('Knows no sign-in');
    await page.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
    await press(page.getByRole('button', { name: apps.create.button }));
  };
  // All faults at once, and what was typed is kept.
  await page.getByLabel(fields.remoteUser).selectOption('email');
  await add({ name: 'Reports', id, hosts: 'bad host name', openPaths: '/.connect/start' });
  await expectProblem(
    form,
    refusal('guarded-host-shape', { address: 'bad host name' }),
    refusal('open-path-own', { address: '/.connect/start' }),
  );
  await add({ hosts: 'wiki.localhost:99999', openPaths: '/health' });
  await expectProblem(form, refusal('guarded-host-port', { address: 'wiki.localhost:99999' }));
  await expect(page.getByLabel(fields.remoteUser)).toHaveValue('email');
  await expect(page.getByLabel(fields.openPaths)).toHaveValue('/health');
  await add({ hosts: `http://${host.toUpperCase()}/` });
  await expect(page.getByText(apps.done.create)).toBeVisible();
  expect(await findClient(database, id)).toMatchObject({
    app: { launchUrl: `http://${host}/`, openPaths: ['/health'], remoteUser: 'email', demands: 'second-factor' },
    client: { kind: 'guarded', secretHash: null, redirectUris: [] },
  });
  // Nothing of OpenID Connect, and what its proxy needs.
  await expect(page.getByText(apps.card.issuer)).toHaveCount(0);
  await expect(page.locator('pre').first()).toContainText(`set $guarded_host ${host};`);
  await page.getByText('Caddy', { exact: true }).click();
  await expect(page.locator('pre').last()).toContainText(`http://${host} {`);
  await expect(page.locator('.card', { has: page.locator('pre') })).toHaveText(new RegExp(`^${apps.proxy.first}`));
  await expect(page.getByText(`http://${host}/.connect/out`, { exact: true })).toBeVisible();
  await page.goto(`/admin/apps?q=${id}`);
  await expect(page.getByRole('row', { name: 'Reports' })).toContainText(apps.kinds.guarded);
});

test('the hosts of an app are changed without JavaScript; one of another app is refused with its name', async ({
  client,
  people,
  database,
}) => {
  const admin = await people.makeAdmin();
  const desk = client();
  await people.signIn(desk, admin);
  const proof = { reason: 'Moved', password: admin.password };
  const [first, second] = [named('first'), named('second')];
  const add = async (id: string) => {
    const form = await desk.open('/admin/apps/new?preset=guarded');
    const typed = { name: `App ${id}`, app: id, hosts: `${id}.localhost`, openTo: 'everyone' };
    expect((await desk.submit(form, apps.create.button, { ...typed, ...proof })).text).toContain(apps.done.create);
  };
  await add(first);
  await add(second);
  const path = `/admin/apps/${second}`;
  const hosts = `${second}.localhost\n${first}.localhost:8443`;
  const dialog = await desk.open(`${path}?dialog=hosts`);
  const refused = await desk.submit(dialog, dialogs.hosts.button, { hosts, openPaths: '/health', ...proof });
  const taken = { taken: `${first}.localhost`, appName: `App ${first}`, appId: first };
  expect(refused.text).toContain(refusal('guarded-host-taken', { address: `${first}.localhost:8443`, ...taken }));
  expect(refused.html).toContain(`${first}.localhost:8443</textarea>`);
  expect(refused.html).toContain('id="hosts-error"');
  const odd = await desk.submit(refused, dialogs.hosts.button, {
    hosts: `${second}.localhost and more`,
    openPaths: '/a/*',
    ...proof,
  });
  expect(odd.html).toContain('id="openPaths-error"');
  expect(odd.html).toContain('id="hosts-error"');
  const moved = { hosts: `${second}.localhost\nmoved-${second}.localhost`, openPaths: '/a', remoteUser: 'email' };
  const changed = await desk.submit(odd, dialogs.hosts.button, { ...moved, ...proof });
  expect(changed.text).toContain(apps.done.hosts);
  expect((await findClient(database, second))?.app).toMatchObject({ openPaths: ['/a'], remoteUser: 'email' });
  expect((await listHostsOfApp(database, second)).map(({ host }) => host)).toEqual([
    ...[`moved-${second}.localhost`, `${second}.localhost`].sort(),
  ]);
  // The lines are those of the host that Home opens.
  expect(changed.html).toContain(`server_name ${second}.localhost;`);
  expect(changed.text).toContain(`http://${second}.localhost/.connect/out`);
  expect(changed.text).toContain(apps.proxy.alsoFor({ hosts: `moved-${second}.localhost` }));
  // A dialog of OpenID Connect isn’t drawn for it.
  expect((await desk.open(`${path}?dialog=sign-out`)).html).not.toContain('id="backChannel"');
  const signIn = await desk.open(`${path}?dialog=sign-in`);
  expect(signIn.html).not.toContain('id="redirects"');
  await desk.submit(signIn, dialogs['sign-in'].button, { demands: 'session', ...proof });
  expect((await findClient(database, second))?.app.demands).toBe('session');
});

test('attack: who isn’t an administrator any more, or proves nothing, changes no app', async ({
  client,
  people,
  database,
}) => {
  const admin = await people.makeAdmin();
  const desk = client();
  await people.signIn(desk, admin);
  const proof = { reason: 'Reorganised', password: admin.password };
  const id = named('kept');
  const typed = { name: 'Kept', app: id, redirects: 'https://wiki.example.com/back', openTo: 'groups' };
  const form = await desk.open('/admin/apps/new?preset=other');
  await desk.submit(form, apps.create.button, { ...typed, ...proof });
  const before = await findClient(database, id);
  const acts = ['edit', 'access', 'sign-in', 'sign-out', 'secret', 'disable', 'remove'] as const;
  const open = Object.fromEntries(
    await Promise.all(acts.map(async (act) => [act, await desk.open(`/admin/apps/${id}?dialog=${act}`)] as const)),
  );
  for (const act of acts) {
    const page = open[act];
    if (!page) throw new Error(act);
    const odd = { name: 'Taken', openTo: 'everyone', reason: proof.reason };
    for (const missing of [{ password: '' }, { password: 'not the right one' }])
      await desk.submit(page, dialogs[act].button, { ...odd, ...missing });
    expect(await findClient(database, id), act).toEqual(before);
  }
  await setRole(database, admin.id, 'person');
  for (const act of acts) {
    const page = open[act];
    if (!page) throw new Error(act);
    const answer = await desk.submit(page, dialogs[act].button, { name: 'Taken', openTo: 'everyone', ...proof });
    expect(answer.text, act).not.toContain(apps.done[act]);
    expect(await findClient(database, id), act).toEqual(before);
  }
  expect((await desk.open('/admin/apps')).text).not.toContain('Kept');
});
