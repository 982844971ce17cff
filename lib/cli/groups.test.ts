import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAdminCommand } from '../../test/admin-command.ts';

let installation: Awaited<ReturnType<typeof makeAdminCommand>>;
beforeAll(async () => {
  installation = await makeAdminCommand();
  await installation.testEnvironment.person('ada@example.com');
  await installation.testEnvironment.person('bob@example.com');
});
afterAll(() => installation.close());

/** A _ stands for a space. */
const admin = (words: string) => installation.admin(words.split(' ').map((word) => word.replaceAll('_', ' ')));

describe('group', () => {
  test('creates, fills, lists, renames, empties and deletes a group; each change says why', async () => {
    expect(await admin('group create it IT_support')).toMatchObject({
      code: 1,
      err: expect.stringContaining('reason'),
    });
    expect(await admin('group create it IT_support --reason Runs_servers')).toMatchObject({
      code: 0,
      out: expect.stringContaining('group add it EMAIL'),
    });
    expect(await admin('group add it ADA@example.com bob@example.com --reason New')).toMatchObject({
      code: 0,
      out: 'Added 2 people to it.\n',
    });
    expect((await admin('group list')).out).toBe('it\tIT support\t2 members\n');
    expect((await admin('group members it --csv')).out).toMatch(
      /^email,name,addedAt,disabledAt\r\nada@example.com,Ada,/,
    );
    expect((await admin('group members it --most 1')).out).toBe('ada@example.com\tAda\n1 of 2\n');
    expect((await admin('user show ada@example.com')).out).toContain('groups     it');
    expect((await admin('group rename it Help_desk --reason May')).out).toContain('“Help desk”');
    expect((await admin('group remove it bob@example.com --reason Left')).out).toBe('Removed 1 person from it.\n');
    expect(await admin('group delete it --reason Merged')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--yes'),
    });
    expect((await admin('group delete it --reason Merged --yes')).out).toBe('Deleted it, which had 1 member.\n');
    const log = (await admin('audit')).out;
    for (const said of ['created the group', 'renamed the group', 'deleted the group', 'from the group “Help desk”'])
      expect(log).toContain(said);
    expect((await admin('audit it')).out.trim().split('\n')).toHaveLength(3);
  });

  test('adding the same people again changes nothing and succeeds; an unknown address adds no one', async () => {
    await admin('group create sales Sales --reason New');
    await admin('group add sales ada@example.com --reason New');
    expect((await admin('group add sales ada@example.com --reason New')).out).toBe('Added 0 people to sales.\n');
    const mistyped = await admin('group add sales bob@example.com bop@example.com --reason New');
    expect(mistyped).toMatchObject({ code: 1, err: expect.stringContaining('bop@example.com') });
    expect((await admin('group list --json')).out).toContain('"members": 1');
    expect(await admin('group add slaes bob@example.com --reason New')).toMatchObject({
      code: 1,
      err: 'There’s no such group. It may have been deleted.\n',
    });
  });
});
