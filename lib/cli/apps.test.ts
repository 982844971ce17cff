import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteRefusal } from '../../db/queries/apps.ts';
import { makeAdminCommand } from '../../test/admin-command.ts';
import { clock } from '../clock.ts';

let installation: Awaited<ReturnType<typeof makeAdminCommand>>;
beforeAll(async () => {
  installation = await makeAdminCommand();
});
afterAll(() => installation.close());

/** A _ stands for a space. */
const admin = (words: string) => installation.admin(words.split(' ').map((word) => word.replaceAll('_', ' ')));
const wiki = 'https://wiki.example.com';

test('where Home opens an app, and what signing out means to it, is said when it is added, and shown again', async () => {
  const added = await admin(
    `app add wiki Team_wiki --redirect ${wiki}/back --everyone --launch ${wiki}/start --description What_we_know --sign-out ${wiki}/out,${wiki}/bye --back-channel http://10.0.0.7/heard --stays-signed-in --reason New`,
  );
  expect(added).toMatchObject({ code: 0 });
  for (const said of [added.out, (await admin('app show wiki')).out]) {
    expect(said).toContain(`opens at       ${wiki}/start`);
    expect(said).toContain(`signs out to   ${wiki}/out\nsigns out to   ${wiki}/bye`);
    expect(said).toContain('back channel   http://10.0.0.7/heard');
    expect(said).toContain('stays          signed in');
  }
  const taken = await admin(
    'app change wiki --launch none --description none --sign-out none --back-channel none --ends-with session --reason May',
  );
  expect(taken).toMatchObject({ code: 0 });
  expect((await admin('app show wiki')).out).not.toMatch(/opens at|signs out to|back channel|stays/);
  expect((await admin('audit wiki')).out).toContain(
    'changed the app Team wiki (how it’s shown on Home, signing out, whether it stays signed in)',
  );
  await admin('app remove wiki --reason Moved --yes');
});

test('attack: an address that runs a script, or where the keys of cloud machines lie, adds no app (attack G-31)', async () => {
  for (const option of ['--launch javascript:alert(1)', '--back-channel http://169.254.169.254/', '--sign-out /out'])
    expect(await admin(`app add bad Bad --redirect ${wiki}/back ${option} --reason Try`), option).toMatchObject({
      code: 1,
    });
  expect((await admin('app list')).out).not.toContain('bad');
});

test('an app behind a proxy is added with its hosts, shown, changed, and taken from none that has it', async () => {
  const added = await admin(
    'app add reports Reports --kind guarded --host Reports.localhost,http://r.localhost:8080/ --open-path /health,/ready --everyone --reason New',
  );
  expect(added).toMatchObject({ code: 0 });
  for (const said of [added.out, (await admin('app show reports')).out]) {
    expect(said).toContain('guarded at     r.localhost:8080\nguarded at     reports.localhost\n');
    expect(said).toContain('open path      /health\nopen path      /ready\nRemote-User    the ID of the account\n');
    expect(said).toContain('opens at       http://reports.localhost/\n');
    expect(said).not.toMatch(/issuer|client secret/);
  }
  expect((await admin('app list')).out).toBe(
    'reports\tReports\tguarded\topen to everyone\tr.localhost:8080, reports.localhost\n',
  );
  expect((await admin('app list --csv')).out).toContain(',r.localhost:8080 reports.localhost,');
  const taken = await admin('app add other Other --kind guarded --host r.localhost --reason New');
  expect(taken).toMatchObject({
    code: 1,
    err: expect.stringContaining('would share cookies with r.localhost:8080 of the app Reports (reports)'),
  });
  for (const odd of ['--host *.localhost', '--host localhost', '--host a.localhost --redirect https://a.b/', ''])
    expect(
      await admin(`app add other Other --kind guarded ${odd} --reason New`.replace(/ +/g, ' ')),
      odd,
    ).toMatchObject({
      code: 1,
    });
  const change = 'app change reports --host reports.localhost --open-path none --remote-user email --reason Moved';
  expect(await admin(change)).toMatchObject({ code: 0 });
  expect(JSON.parse((await admin('app show reports --json')).out)).toMatchObject({
    ...{ kind: 'guarded', hosts: ['reports.localhost'], openPaths: [], remoteUser: 'email', redirectUris: [] },
  });
  expect((await admin('audit reports')).out).toContain('changed the app Reports (hosts, open paths, Remote-User)');
  await admin('app remove reports --reason Moved --yes');
});

const back = `${wiki}/back`;

describe('app', () => {
  test('adds, changes, disables, enables and removes an app; each change says why', async () => {
    await admin('group create it IT_support --reason New');
    const added = await admin(`app add wiki Team_wiki --redirect ${back} --groups it --sign-in-age 60 --reason New`);
    expect(added).toMatchObject({ code: 0, out: expect.stringContaining('at most 60 minutes old') });
    expect(added.out).toMatch(/client secret {2}\S{43} /);
    expect((await admin('app list')).out).toBe('wiki\tTeam wiki\tconfidential\topen to it\n');
    const changed = await admin('app change wiki --name Wiki --second-factor optional --sign-in-age none --reason May');
    expect(changed).toMatchObject({ code: 0, out: 'Changed the app wiki.\n' });
    expect((await admin('app show wiki --json')).out).toContain('"demands": "session"');
    expect(await admin('app change wiki --name Wiki --reason Again')).toMatchObject({ code: 1 });
    expect((await admin('app disable wiki --reason Broken_into')).out).toContain('no one can sign in');
    expect((await admin('app list')).out).toContain('\tdisabled\n');
    expect((await admin('app enable wiki --reason Clean')).out).toBe('Enabled the app wiki.\n');
    expect((await admin('app remove wiki --reason Moved --yes')).out).toBe('Removed the app wiki.\n');
    expect((await admin('audit wiki')).out).toContain('changed the app Wiki (name, second factor, age of the sign-in)');
  });

  test('attack: an address that leads elsewhere is refused when an app is added and when it is changed', async () => {
    await admin(`app add tool Tool --redirect ${back} --reason New`);
    for (const odd of ['javascript:alert(1)', 'https://*.example.com/', 'http://wiki.example.com/back', `${back}#a`]) {
      const refused = { code: 1, err: expect.stringContaining(odd) };
      expect(await admin(`app change tool --redirect ${back},${odd} --reason May`), odd).toMatchObject(refused);
      expect(await admin(`app add other Other --redirect ${odd} --reason New`), odd).toMatchObject(refused);
    }
    for (const option of ['--launch javascript:alert(1)', '--back-channel http://169.254.169.254/', '--sign-out /out'])
      expect(await admin(`app change tool ${option} --reason May`), option).toMatchObject({ code: 1 });
    expect((await admin('app show tool --json')).out).toContain(`"redirectUris": [\n    "${back}"\n  ]`);
    for (const age of ['0', '-5', 'soon'])
      expect(await admin(`app change tool --sign-in-age=${age} --reason May`), age).toMatchObject({ code: 1 });
  });

  test('an app that is wrongly set up is shown with the value that is wrong', async () => {
    await admin(`app add slashed Slashed --redirect ${back} --reason New`);
    const refusal = { kind: 'redirect-uri', sent: `${back}/` } as const;
    await noteRefusal(installation.db, 'slashed', { refusal, now: clock(), notSince: clock() });
    const { out } = await admin('app show slashed');
    expect(out).toMatch(/^refused {8}\S+Z: It wanted people to be sent back to \S+back\/, which/m);
    expect(out).toContain(`Only a slash at the end differs from ${back}.`);
    expect((await admin('app show slashed --json')).out).toContain('"difference": "slash"');
    await admin(`app change slashed --redirect ${back}/ --reason May`);
    expect((await admin('app show slashed')).out).not.toContain('refused');
    await admin('app remove slashed --reason Moved --yes');
  });

  test('APPS_FILE is made with app hash, checked by doctor and applied by app sync, or not at all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'apps-'));
    const path = join(folder, 'apps.json');
    const changed = { APPS_FILE: path };
    const run = (words: string) => installation.admin(words.split(' '), changed);
    const { secretHash } = JSON.parse((await admin('app hash --json')).out) as { secretHash: string };
    const declared = { id: 'declared', name: 'Declared', redirectUris: [back], secretHash };
    writeFileSync(path, JSON.stringify({ apps: [declared, { ...declared, id: 'Odd!' }] }, null, 1));
    const fault = expect.stringMatching(/APPS_FILE.* line 12: Use up to/);
    expect(await run('app sync')).toMatchObject({ code: 1, err: fault });
    expect((await run('doctor')).out).toMatch(/FAULT +APPS_FILE: line 12/);
    expect((await admin('app list')).out).not.toContain('declared');
    writeFileSync(path, JSON.stringify({ apps: [{ ...declared, openTo: ['absent'] }] }));
    expect(await run('app sync')).toMatchObject({ code: 0, out: expect.stringContaining('absent') });
    expect((await run('doctor')).out).toContain('APPS_FILE: 1 app');
    expect((await admin('app list')).out).toContain('declared\tDeclared\tconfidential\topen to no one\n');
    const refused = await admin('app secret declared --reason Lost');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('APPS_FILE') });
    expect(await admin('app sync')).toMatchObject({ code: 1, err: expect.stringContaining('APPS_FILE') });
    rmSync(folder, { recursive: true });
  });
});
