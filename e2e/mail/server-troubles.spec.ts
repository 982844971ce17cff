import { isNull } from 'drizzle-orm';
import { letMailsWait, makeMailsDue } from '../fixtures/ageing.ts';
import type { Database } from '../fixtures/database.ts';
import { requestLink } from '../fixtures/mail-screens.ts';
import { type Trouble, test } from '../fixtures/mail-sink.ts';
import { expect } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

// Shares one app and one mail server between the tests of this file.
test.describe.configure({ mode: 'default' });

test('mail server down for an hour: pages respond as usual, health reports it, and the mail comes later, once', async ({
  app,
  client,
  people,
  database,
  sink,
}) => {
  const [ada, grace] = [await people.make(), await people.make({ name: 'Grace Hopper' })];
  const usual = await requestLink(client(), 'nobody.while.up@example.com');
  const before = app.log.mark();
  await sink.stop();
  try {
    expect(await requestLink(client(), ada.email)).toEqual(usual);
    await expect.poll(() => app.log.text(before)).toContain('mail-waits');
    await letMailsWait(database, 61);
    const health = await (await fetch(`${app.origin}/api/health?ready`)).json();
    expect(health).toEqual({ status: 'ok', database: 'ok', migrations: 'current', mail: { oldestWaitsMinutes: 61 } });
  } finally {
    await sink.start();
  }
  await makeMailsDue(database);
  await requestLink(client(), 'nobody.while.up.again@example.com');
  await sink.mailTo(ada.email, words.linkMails.resetPassword.subject);
  await makeMailsDue(database);
  await requestLink(client(), grace.email);
  await sink.mailTo(grace.email, words.linkMails.resetPassword.subject);
  expect(sink.mailsTo(ada.email)).toHaveLength(1);
});

// The silent one takes as long as the app waits: fifteen seconds.
const troubles: Partial<Record<Trouble, RegExp>> = {
  'says nothing': /Timeout|Greeting never received/,
  'is too busy': /421 4\.3\.2/,
  'hangs up at once': /ECONNRESET|[Uu]nexpected/,
  'hangs up before its answer': /ECONNRESET|[Uu]nexpected/,
};

for (const [trouble, reason] of Object.entries(troubles) as [Trouble, RegExp][]) {
  test(`a mail server that ${trouble}: the page responds as usual, and the mail comes later, once`, async ({
    app,
    client,
    people,
    database,
    sink,
  }) => {
    const ada = await people.make();
    const unknown = `nobody.${ada.email}`;
    const usual = await requestLink(client(), unknown);
    const before = app.log.mark();
    const lines = () =>
      app.log
        .text(before)
        .split('\n')
        .filter((line) => line.includes('"mail-waits"'));
    sink.suffer(trouble);
    try {
      expect(await requestLink(client(), ada.email)).toEqual(usual);
      if (trouble === 'says nothing') expect(lines(), 'before the mail was given a try').toEqual([]);
      await expect.poll(lines, { timeout: 30_000 }).toHaveLength(1);
    } finally {
      sink.suffer(null);
    }
    const { reason: told } = JSON.parse(lines()[0] ?? '');
    expect(told).toMatch(reason);
    expect(lines()[0]).not.toMatch(/@example|token=|\/link\//);
    expect(await listWaiting(database)).toMatchObject([{ tries: 1, sealedMail: expect.stringMatching(/.{100}/) }]);
    await letMailsWait(database, 7);
    const health = await (await fetch(`${app.origin}/api/health?ready`)).json();
    expect(health).toEqual({ status: 'ok', database: 'ok', migrations: 'current', mail: { oldestWaitsMinutes: 7 } });

    await makeMailsDue(database);
    await requestLink(client(), unknown);
    await sink.mailTo(ada.email, words.linkMails.resetPassword.subject);
    await expect.poll(() => listWaiting(database)).toEqual([]);
    expect(sink.mailsTo(ada.email)).toHaveLength(1);
  });
}

for (const [trouble, reason] of [
  ['knows no such recipient', /550 5\.1\.1 <\[address\]>: no such mailbox/],
  ['objects to the text', /554 5\.7\.1 Refused: \[link\]/],
] as const) {
  test(`a mail server that ${trouble}: the page responds as usual, and the mail is given up at once`, async ({
    app,
    client,
    people,
    database,
    sink,
  }) => {
    const ada = await people.make();
    const usual = await requestLink(client(), `nobody.${ada.email}`);
    const before = app.log.mark();
    sink.suffer(trouble);
    try {
      expect(await requestLink(client(), ada.email)).toEqual(usual);
      await expect.poll(() => app.log.text(before)).toContain('"mail-refused"');
    } finally {
      sink.suffer(null);
    }
    const line =
      app.log
        .text(before)
        .split('\n')
        .find((text) => text.includes('"mail-refused"')) ?? '';
    expect(JSON.parse(line).reason).toMatch(reason);
    expect(line).not.toMatch(/@example|token=|\/link\//);
    await expect
      .poll(() => listWaiting(database))
      .toMatchObject([{ tries: 1, sealedMail: '', failedAt: expect.any(Date) }]);
    await database.sql.delete(database.tables.mails);
  });
}

test('six recipients whose server hangs: the next person’s mail comes at once', async ({
  client,
  people,
  database,
  sink,
}) => {
  const slow = await Promise.all(Array.from({ length: 6 }, () => people.make({ name: 'Slow Recipient' })));
  const ada = await people.make();
  sink.suffer('says nothing');
  for (const { email } of slow) await requestLink(client(), email);
  const underWay = async () => (await listWaiting(database)).filter(({ tries }) => tries === 1);
  await expect.poll(underWay).toHaveLength(6);
  sink.suffer(null);
  await requestLink(client(), ada.email);
  await sink.mailTo(ada.email, words.linkMails.resetPassword.subject);
});

async function listWaiting({ sql, tables: { mails } }: Database) {
  return sql.select().from(mails).where(isNull(mails.sentAt));
}
