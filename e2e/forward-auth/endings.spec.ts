import { eq, inArray } from 'drizzle-orm';
import { setDisabled, setLockedDown } from '#db/queries/users.ts';
import { limits } from '#lib/config/limits.ts';
import { guards } from '../fixtures/guard-proxy.ts';
import { test } from '../fixtures/guarded-test.ts';
import { shows } from '../fixtures/sample-app.ts';
import { expect } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

for (const guard of guards) {
  test.describe(`behind ${guard}`, () => {
    test.use({ guard });

    test('whatever ends a session, or closes the app, counts from the next request on', async ({
      reports,
      database,
      tolerate,
      visitor,
    }) => {
      tolerate(/status of 40[13]/);
      const { sql, tables } = database;
      const { ada, browser, page } = visitor;
      await page.goto(`${reports.origin}/`);
      const status = () => page.evaluate(async () => (await fetch('/data')).status);
      const app = eq(tables.apps.id, reports.appId);
      expect(await status()).toBe(200);

      await setDisabled(database, ada.id, new Date());
      expect(await status()).toBe(401);
      await setDisabled(database, ada.id, null);
      await setLockedDown(database, ada.id, new Date());
      expect(await status()).toBe(401);
      await setLockedDown(database, ada.id, null);
      expect(await status()).toBe(200);

      await sql.update(tables.apps).set({ disabledAt: new Date() }).where(app);
      expect(await status()).toBe(403);
      await sql.update(tables.apps).set({ disabledAt: null, openTo: 'groups' }).where(app);
      expect(await status()).toBe(403);
      const group = { id: `g-${reports.appId}`, name: `g-${guard}`, title: 'Readers', createdAt: new Date() };
      await sql.insert(tables.groups).values(group);
      await sql.insert(tables.appGroups).values({ appId: reports.appId, groupId: group.id });
      const member = { groupId: group.id, userId: ada.id, addedAt: new Date(), addedBy: 'command:test' };
      await sql.insert(tables.groupMembers).values(member);
      expect(await status()).toBe(200);
      expect(reports.sample.seen.at(-1)?.headers['remote-groups']).toEqual([group.name]);
      await sql.delete(tables.groupMembers).where(eq(tables.groupMembers.userId, ada.id));
      expect(await status()).toBe(403);
      await sql.update(tables.apps).set({ openTo: 'everyone', maxSignInAgeMs: 60_000 }).where(app);
      expect(await status()).toBe(200);
      await sql
        .update(tables.sessions)
        .set({ createdAt: new Date(Date.now() - 120_000) })
        .where(eq(tables.sessions.userId, ada.id));
      expect(await status()).toBe(401);
      await sql.update(tables.apps).set({ maxSignInAgeMs: null }).where(app);

      // Signed out with us, in another tab.
      const ours = await browser.newPage();
      await ours.goto('/sign-out');
      await ours.getByRole('button', { name: words.signOut.submit }).click();
      await expect(ours).toHaveURL(/\/login/);
      expect(await status()).toBe(401);
    });

    test('someone in as many groups as there may be is told of with all of them', async ({
      reports,
      people,
      database,
      otherBrowser,
    }) => {
      const { sql, tables } = database;
      const ada = await people.makeProtected();
      const names = Array.from({ length: limits.groupsPerAccount }, (_, index) =>
        `${guard}-${index + 100}-`.padEnd(limits.groupNameMaxLength, 'g'),
      );
      const now = new Date();
      await sql.insert(tables.groups).values(names.map((name) => ({ id: name, name, title: name, createdAt: now })));
      const of = { userId: ada.id, addedAt: now, addedBy: 'command:test' };
      await sql.insert(tables.groupMembers).values(names.map((groupId) => ({ ...of, groupId })));
      const browser = await otherBrowser();
      await people.signIn(browser, ada);
      const page = await browser.newPage();
      await page.goto(`${reports.origin}/`);
      await expect(page.getByText(shows.person(ada.name))).toBeVisible();
      expect(reports.sample.seen.at(-1)?.headers['remote-groups']).toEqual([names.join(',')]);
      await sql.delete(tables.groups).where(inArray(tables.groups.id, names));
    });

    test('an app that knows people by email address opens to those who have confirmed theirs', async ({
      reports,
      database,
      visitor,
    }) => {
      const { sql, tables } = database;
      const app = eq(tables.apps.id, reports.appId);
      await sql.update(tables.apps).set({ remoteUser: 'email' }).where(app);
      const { ada, page } = visitor;
      await page.goto(`${reports.origin}/`);
      await expect(page.getByRole('link', { name: words.authorize.unconfirmed.button })).toBeVisible();
      await sql.update(tables.users).set({ emailVerifiedAt: new Date() }).where(eq(tables.users.id, ada.id));
      await page.goto(`${reports.origin}/`);
      await expect(page.getByText(shows.person(ada.name))).toBeVisible();
      expect(reports.sample.seen.at(-1)?.headers['remote-user']).toEqual([ada.email]);
      await sql.update(tables.apps).set({ remoteUser: 'id' }).where(app);
    });
  });
}
