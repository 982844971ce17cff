import { afterAll, describe, expect, test } from 'vitest';
import { noteAppSession } from '../../../db/queries/app-sessions.ts';
import { insertApp, insertAppGroup, updateApp } from '../../../db/queries/apps.ts';
import { insertGroup, insertMember } from '../../../db/queries/groups.ts';
import { insertEvent } from '../../../db/queries/security-events.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment } from '../../../test/environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { limits } from '../../config/limits.ts';
import { describeHomeApps, describeLauncher } from './describe-launcher.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };

describe.each(Object.entries(places))('the launcher on %s', (_engine, open) => {
  test('shows what is open to someone and nothing else, finds it by a word, and says when it was last used', async (test_) => {
    const place = await open();
    if (!place) return test_.skip('needs a PostgreSQL server');
    const environment = await makeTestEnvironment(place);
    const { db, now } = environment.at(60);
    const person = await environment.person();
    const { user } = person;
    expect(await describeHomeApps({ db }, user.id)).toBeNull();
    expect(await describeLauncher({ db }, user.id, '')).toEqual({ apps: [], count: 0 });

    const add = (id: string, changed: Partial<Parameters<typeof insertApp>[1]> = {}) =>
      insertApp(db, {
        ...{ id, name: `App ${id}`, openTo: 'everyone', demands: 'session', createdAt: now },
        ...{ launchUrl: `https://${id}.example.com/`, ...changed },
      });
    await add('shut', { openTo: 'groups' });
    expect(await describeHomeApps({ db }, user.id)).toEqual({ apps: [], count: 0 });

    await insertGroup(db, { id: 'staff', name: 'staff', title: 'Staff', createdAt: now });
    await insertMember(db, { groupId: 'staff', userId: user.id, addedAt: now });
    await add('ours', { openTo: 'groups', name: 'Ørsted', description: 'Figures of the café' });
    await insertAppGroup(db, 'ours', 'staff');
    await add('hidden', { onHome: 'hidden' });
    await add('off', { disabledAt: now });
    await add('nowhere', { launchUrl: null });
    const ids = async (search: string) =>
      (await describeLauncher({ db }, user.id, search)).apps.map(({ id }) => id).join(' ');
    expect(await ids('')).toBe('ours');
    for (const sought of ['orsted', ' ØRSTED ', 'cafe', 'figures of']) expect(await ids(sought), sought).toBe('ours');
    for (const sought of ['shut', 'hidden', 'ours', '%', 'ørsted figures']) expect(await ids(sought), sought).toBe('');
    expect(await describeLauncher({ db }, user.id, 'nothing')).toEqual({ apps: [], count: 1 });

    for (let number = 1; number <= limits.appsOnHome; number++) await add(`n${number}`);
    const [early, late] = [environment.at(10).now, environment.at(50).now];
    const log = { userId: user.id, subject: null, browser: 'Chrome', ipAddress: '203.0.113.7', actor: null };
    await insertEvent(db, { ...log, id: 'e1', at: early, kind: 'app-opened', details: { app: 'Ørsted' } });
    await insertEvent(db, { ...log, id: 'e2', at: early, kind: 'app-opened', details: { app: 'App n8' } });
    await insertEvent(db, { ...log, id: 'e3', at: early, kind: 'app-opened', details: { app: 'App shut' } });
    const held = { appId: 'n8', userId: user.id, sid: '', openedAt: early, noticeAt: null };
    const { actor } = await environment.enrol(person);
    await noteAppSession(db, { ...held, id: 'held', sessionIdHash: actor.sessionIdHash, lastUsedAt: late });
    const used = Object.fromEntries(
      (await describeLauncher({ db }, user.id, '')).apps.map(({ id, lastUsedAt }) => [id, lastUsedAt]),
    );
    expect(used).toMatchObject({ ours: early, n8: late, n1: null });

    const home = await describeHomeApps({ db }, user.id);
    expect(home?.count).toBe(limits.appsOnHome + 1);
    // n8 and Ørsted were used; the others come by name, and the last of those has no place.
    expect(home?.apps.map(({ id }) => id).join(' ')).toBe('n1 n2 n3 n4 n5 n6 n8 ours');
    await updateApp(db, 'n7', { onHome: 'hidden' });
    expect((await describeHomeApps({ db }, user.id))?.apps).toHaveLength(limits.appsOnHome);
    await environment.close();
  });
});
