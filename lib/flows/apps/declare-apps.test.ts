import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listHostsOfApp } from '../../../db/queries/app-hosts.ts';
import { findClient, insertAppGroup, listGroupsOfApp } from '../../../db/queries/apps.ts';
import { listAllEvents } from '../../../db/queries/security-events.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import type { DeclaredApp } from '../../config/apps-file.ts';
import { hashToken } from '../../crypto/token.ts';
import { createGroup } from '../admin/change-group.ts';
import { addApp, changeAccess, removeApp, renewSecret } from './change-app.ts';
import { declareApps } from './declare-apps.ts';
import { disableApp, editApp } from './edit-app.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };
const why = { reason: 'Test', by: 'command:root' };
const wiki: DeclaredApp = {
  ...{ id: 'wiki', name: 'Team wiki', kind: 'confidential', redirectUris: ['https://wiki.example.com/back'] },
  ...{ openTo: ['it'], secretHash: hashToken('a secret'), pkce: 'required', demands: 'second-factor' },
  ...{ maxSignInAgeMs: null, description: null, launchUrl: null, onHome: 'shown' },
  ...{ postLogoutUris: [], backchannelUri: null, endsWith: 'session' },
  ...{ hosts: [], openPaths: [], remoteUser: 'id' },
};
const drawing: DeclaredApp = { ...wiki, id: 'drawing', name: 'Drawing', openTo: 'everyone' };

describe.each(Object.entries(places))('APPS_FILE on %s', (_engine, open) => {
  let testEnvironment: TestEnvironment | undefined;
  beforeAll(async () => {
    const place = await open();
    if (place) testEnvironment = await makeTestEnvironment(place);
  });
  afterAll(() => testEnvironment?.close());

  test('apps are added, changed and removed as the file says; the same file once more writes nothing', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { at, db } = testEnvironment;
    const context = at(0);
    await createGroup(context, why, { name: 'it', title: 'IT' });
    expect(await declareApps(context, [])).toMatchObject({ value: { added: [] } });
    expect(await declareApps(context, [wiki, drawing])).toMatchObject({
      value: { added: ['wiki', 'drawing'], unknownGroups: [] },
    });
    expect(await listGroupsOfApp(db, 'wiki')).toMatchObject([{ name: 'it' }]);
    const count = async () => (await listAllEvents(db, { userId: null, kinds: null }, { limit: 100 })).length;
    const events = await count();
    expect(await declareApps(context, [wiki, drawing])).toMatchObject({
      value: { added: [], changed: [], removed: [] },
    });
    expect(await count()).toBe(events);

    const said = { launchUrl: 'https://wiki.example.com/', endsWith: 'app' as const };
    const moved = { ...wiki, ...said, name: 'Wiki', secretHash: hashToken('another'), openTo: [] };
    expect(await declareApps(context, [moved])).toMatchObject({ value: { changed: ['wiki'], removed: ['drawing'] } });
    expect(await findClient(db, 'wiki')).toMatchObject({
      app: { name: 'Wiki', source: 'file', openTo: 'groups', launchUrl: said.launchUrl },
      client: { secretHash: hashToken('another'), endsWith: 'app' },
    });
    expect(await listGroupsOfApp(db, 'wiki')).toEqual([]);
    expect(await findClient(db, 'drawing')).toBeNull();
    const unknown = await declareApps(context, [{ ...moved, openTo: ['it', 'nobody'] }]);
    expect(unknown).toMatchObject({ value: { changed: ['wiki'], unknownGroups: ['nobody'] } });
  });

  test('attack: what the file declares is changed by no page and no command', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { at, db } = testEnvironment;
    await declareApps(at(0), [wiki]);
    const before = await findClient(db, 'wiki');
    const by = { ...why, appId: 'wiki' };
    for (const done of [
      await editApp(at(0), by, { name: 'Taken', demands: 'session' }),
      await changeAccess(at(0), by, 'everyone'),
      await renewSecret(at(0), by),
      await disableApp(at(0), by),
      await removeApp(at(0), by),
    ])
      expect(done).toMatchObject({ ok: false, code: 'app-of-file' });
    expect(await findClient(db, 'wiki')).toEqual(before);
  });

  test('attack: an ID in the file takes over no app that was added otherwise, and nothing is half applied', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { at, db } = testEnvironment;
    await declareApps(at(0), [wiki]);
    await addApp(at(0), why, {
      ...{ id: 'own', name: 'Own', kind: 'public', redirectUris: ['https://own.example.com/'] },
      ...{ access: [], demands: 'second-factor', pkce: 'required' },
    });
    const renamed = { ...wiki, name: 'Half' };
    const done = await declareApps(at(0), [
      renamed,
      drawing,
      { ...wiki, id: 'own', name: 'Taken', openTo: 'everyone' },
    ]);
    expect(done).toMatchObject({ ok: false, code: 'app-not-of-file', facts: { address: 'own' } });
    expect(await findClient(db, 'own')).toMatchObject({ app: { name: 'Own', openTo: 'groups', source: 'added' } });
    expect(await findClient(db, 'wiki')).toMatchObject({ app: { name: 'Team wiki' } });
    expect(await findClient(db, 'drawing')).toBeNull();
  });

  test('a group that was added to an app of the file by hand is gone with the next start', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { at, db } = testEnvironment;
    const made = await createGroup(at(0), why, { name: 'guests', title: 'Guests' });
    if (!made.ok) throw new Error(made.code);
    await declareApps(at(0), [wiki]);
    await insertAppGroup(db, 'wiki', made.value.id);
    expect(await declareApps(at(0), [wiki])).toMatchObject({ value: { changed: ['wiki'] } });
    expect(await listGroupsOfApp(db, 'wiki')).toMatchObject([{ name: 'it' }]);
  });

  test('a host moves from one app of the file to another, and none is taken from an app that was added otherwise', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { at, db } = testEnvironment;
    const guarded: DeclaredApp = { ...wiki, kind: 'guarded', secretHash: null, redirectUris: [], openTo: [] };
    const hostsOf = async (id: string) => (await listHostsOfApp(db, id)).map(({ host }) => host);
    const reports = { ...guarded, id: 'reports', hosts: ['a.localhost', 'b.localhost'] };
    const notes = { ...guarded, id: 'notes', hosts: ['c.localhost'] };
    expect(await declareApps(at(0), [reports, notes])).toMatchObject({ value: { added: ['reports', 'notes'] } });
    const moved = { ...notes, hosts: ['b.localhost', 'c.localhost'], openPaths: ['/health'] };
    const declared = [moved, { ...reports, hosts: ['a.localhost'] }];
    expect(await declareApps(at(0), declared)).toMatchObject({ value: { changed: ['notes', 'reports'] } });
    expect([await hostsOf('reports'), await hostsOf('notes')]).toEqual([
      ['a.localhost'],
      ['b.localhost', 'c.localhost'],
    ]);
    expect(await declareApps(at(0), declared)).toMatchObject({ value: { changed: [] } });
    await addApp(at(0), why, {
      ...{ id: 'by-hand', name: 'By hand', kind: 'guarded', redirectUris: [], hosts: ['hand.localhost'] },
      ...{ access: [], demands: 'second-factor', pkce: 'required' },
    });
    const taken = {
      code: 'guarded-host-taken',
      facts: { taken: 'hand.localhost', appName: 'By hand', appId: 'by-hand' },
    };
    expect(await declareApps(at(0), [{ ...moved, hosts: ['hand.localhost'] }])).toMatchObject(taken);
    expect(await hostsOf('notes')).toEqual(['b.localhost', 'c.localhost']);
  });
});
