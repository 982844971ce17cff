import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAdminCommand } from '../../test/admin-command.ts';

let installation: Awaited<ReturnType<typeof makeAdminCommand>>;
beforeAll(async () => {
  installation = await makeAdminCommand();
});
afterAll(() => installation.close());

const admin = (words: string) => installation.admin(words.split(' '));

test('an invitation is listed, sent again, withdrawn, and then gone', async () => {
  expect((await admin('invitation list')).out).toBe('');
  await admin('user invite hedy@example.com');
  expect((await admin('invitation list')).out).toMatch(/^hedy@example\.com\tpending until \d{4}-/);
  expect((await admin('invitation list --csv')).out).toMatch(
    /^email,createdAt,expiresAt,isExpired\r\nhedy@example\.com,.*,false\r\n$/,
  );
  const again = await admin('invitation resend Hedy@Example.com');
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Sent the invitation to hedy@example.com') });
  expect(await admin('invitation withdraw hedy@example.com')).toMatchObject({ code: 0 });
  expect((await admin('invitation list')).out).toBe('');
  expect((await admin('audit hedy@example.com')).out).toContain('withdrew');
});

test('one that is not there, or was answered, is refused in a sentence', async () => {
  await installation.testEnvironment.person('ada@example.com');
  for (const act of ['resend', 'withdraw'])
    for (const email of ['nobody@example.com', 'ada@example.com'])
      expect(await admin(`invitation ${act} ${email}`), `${act} ${email}`).toMatchObject({
        code: 1,
        err: expect.stringContaining('invitation'),
      });
});
