import { once } from 'node:events';
import http from 'node:http';
import { eq } from 'drizzle-orm';
import { insertHostSession } from '#db/queries/guarded-hosts.ts';
import { setDisabled } from '#db/queries/users.ts';
import { generateId, generateToken, hashToken } from '#lib/crypto/token.ts';
import { noteFigures } from './fixtures/figures.ts';
import { registerGuarded } from './fixtures/guarded-app.ts';
import { engines, expect, type Place, test } from './fixtures/race-test.ts';

/** Checks on each engine; `CHECKS=100000` is the long run. */
const CHECKS = Number(process.env['CHECKS'] ?? 2000);
const PEOPLE = 8;
const AT_ONCE = 16;

/** Someone whose right to the app goes and comes back: which answers were right, oldest first. */
type Visitor = {
  readonly id: string;
  readonly cookie: string;
  /** The answer that is right since each change began; during one, both the old and the new one are. */
  readonly states: number[];
  isChanging: boolean;
  change(isOpen: boolean): Promise<unknown>;
  readonly closedStatus: number;
};

async function makeVisitors({ database, people }: Place, host: string, group: string): Promise<Visitor[]> {
  const { sql, tables } = database;
  const ways = [
    // Out of the group, and in again.
    {
      closedStatus: 403,
      change: async (id: string, _: string, isOpen: boolean) => {
        const member = { groupId: group, userId: id, addedAt: new Date(), addedBy: 'command:test' };
        if (isOpen) await sql.insert(tables.groupMembers).values(member);
        else await sql.delete(tables.groupMembers).where(eq(tables.groupMembers.userId, id));
      },
    },
    // Disabled, and enabled.
    {
      closedStatus: 401,
      change: (id: string, _: string, isOpen: boolean) => setDisabled(database, id, isOpen ? null : new Date()),
    },
    // The session expires, and is given more time.
    {
      closedStatus: 401,
      change: async (_: string, idHash: string, isOpen: boolean) => {
        const expiresAt = new Date(Date.now() + (isOpen ? 3_600_000 : -1000));
        await sql.update(tables.sessions).set({ expiresAt }).where(eq(tables.sessions.idHash, idHash));
      },
    },
  ];
  return Promise.all(
    Array.from({ length: PEOPLE }, async (_, index) => {
      const person = await people.makeProtected();
      await people.cookieFor(person, ['password', 'totp']);
      const [session] = await sql.select().from(tables.sessions).where(eq(tables.sessions.userId, person.id));
      const sessionIdHash = session?.idHash ?? '';
      const token = generateToken();
      await insertHostSession(database, { tokenHash: hashToken(token), host, sessionIdHash, createdAt: new Date() });
      const member = { groupId: group, userId: person.id, addedAt: new Date(), addedBy: 'command:test' };
      await sql.insert(tables.groupMembers).values(member);
      const way = ways[index % ways.length];
      if (!way) throw new Error('unreachable: there are three ways');
      return {
        id: person.id,
        cookie: `connect-app=${token}`,
        states: [200],
        isChanging: false,
        closedStatus: way.closedStatus,
        change: async (isOpen) => way.change(person.id, sessionIdHash, isOpen),
      };
    }),
  );
}

for (const on of engines)
  test.describe(`${on.processes} processes on ${on.engine}`, () => {
    test.describe.configure({ mode: 'default', retries: 0 });
    test.use({ on });

    test('no check is answered wrongly while sessions, groups and accounts change', async ({ place }) => {
      test.setTimeout(60_000 + CHECKS * 10);
      const { database, processes } = place;
      const { sql, tables } = database;
      const [host, appId, group] = [
        `checked-${generateId()
          .toLowerCase()
          .replace(/[^a-z0-9]/g, 'x')}.localhost:9`,
        generateId(),
        generateId(),
      ];
      await registerGuarded(database, appId, host, { openTo: 'groups' });
      await sql.insert(tables.groups).values({ id: group, name: `g-${Date.now()}`, title: 'G', createdAt: new Date() });
      await sql.insert(tables.appGroups).values({ appId, groupId: group });
      const visitors = await makeVisitors(place, host, group);

      const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
      let [sent, wrong, changes, refused] = [0, 0, 0, 0];
      const ports = processes.map(({ origin }) => Number(new URL(origin).port));
      async function check(visitor: Visitor) {
        const before = visitor.isChanging ? visitor.states.length - 2 : visitor.states.length - 1;
        const headers = { cookie: visitor.cookie, 'x-original-url': `http://${host}/`, 'x-original-method': 'GET' };
        const port = ports[sent % ports.length] ?? 0;
        const asking = http.get({ host: '127.0.0.1', port, path: '/api/verify/nginx', headers, agent });
        const [{ statusCode = 0, headers: said }, drained] = (await once(asking, 'response').then(([response]) => [
          response,
          (response as http.IncomingMessage).resume(),
        ])) as [http.IncomingMessage, http.IncomingMessage];
        await once(drained, 'end');
        const isRight = visitor.states.slice(before).includes(statusCode);
        const isOther = statusCode === 200 && said['remote-user'] !== visitor.id;
        wrong += Number(!isRight || isOther);
        refused += Number(statusCode !== 200);
      }
      async function ask() {
        while (sent < CHECKS) {
          sent += 1;
          await check(visitors[Math.floor(Math.random() * visitors.length)] as Visitor);
        }
      }
      async function change() {
        while (sent < CHECKS) {
          const visitor = visitors[changes % visitors.length] as Visitor;
          const isOpen = visitor.states.at(-1) !== 200;
          visitor.isChanging = true;
          visitor.states.push(isOpen ? 200 : visitor.closedStatus);
          await visitor.change(isOpen);
          visitor.isChanging = false;
          changes += 1;
          await new Promise((resume) => setImmediate(resume));
        }
      }
      const began = Date.now();
      await Promise.all([change(), ...Array.from({ length: AT_ONCE }, ask)]);
      agent.destroy();
      noteFigures({ ...on, checks: sent, changes, refused, wrong, milliseconds: Date.now() - began });
      expect({ wrong }).toEqual({ wrong: 0 });
      expect(refused).toBeGreaterThan(0);
      expect(refused).toBeLessThan(sent);
    });
  });
