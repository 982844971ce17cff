import { isNull } from 'drizzle-orm';
import { letMailsWait, makeMailsDue } from '../fixtures/ageing.ts';
import type { Database } from '../fixtures/database.ts';
import { requestLink } from '../fixtures/mail-screens.ts';
import { type Trouble, test } from '../fixtures/mail-sink.ts';
import { expect } from '../fixtures/test.ts';

// One app and one mail server for all tests of this file.
test.describe.configure({ mode: 'default' });

test('mail server down for an hour: pages answer as usual, health tells, and the mail comes later, once', async ({
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
  await sink.mailTo(ada.email, 'Reset your password');
  await makeMailsDue(database);
  await requestLink(client(), grace.email);
  await sink.mailTo(grace.email, 'Reset your password');
  expect(sink.mailsTo(ada.email)).toHaveLength(1);
});

// The silent one is waited for as long as the app waits: fifteen seconds.
const troubles: Record<Trouble, RegExp> = {
  'says nothing': /Timeout|Greeting never received/,
  'is too busy': /421 4\.3\.2/,
  'knows no such recipient': /550 5\.1\.1 <\[address\]>: no such mailbox/,
  'objects to the text': /554 5\.7\.1 Refused: \[link\]/,
  'hangs up at once': /ECONNRESET|[Uu]nexpected/,
  'hangs up before its answer': /ECONNRESET|[Uu]nexpected/,
};

for (const [trouble, reason] of Object.entries(troubles) as [Trouble, RegExp][]) {
  test(`a mail server that ${trouble}: the page answers as usual, and the mail comes later, once`, async ({
    app,
    client,
    people,
    database,
    sink,
  }) => {
    const ada = await people.make();
    const nobody = `nobody.${ada.email}`;
    const usual = await requestLink(client(), nobody);
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
    await requestLink(client(), nobody);
    await sink.mailTo(ada.email, 'Reset your password');
    await expect.poll(() => listWaiting(database)).toEqual([]);
    expect(sink.mailsTo(ada.email)).toHaveLength(1);
  });
}

async function listWaiting({ sql, tables: { mails } }: Database) {
  return sql.select().from(mails).where(isNull(mails.sentAt));
}
