import { letMailsWait, makeMailsDue } from '../fixtures/ageing.ts';
import { requestLink } from '../fixtures/mail-screens.ts';
import { test } from '../fixtures/mail-sink.ts';
import { expect } from '../fixtures/test.ts';

// One app for all tests of this file.
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
    expect(health).toEqual({ status: 'ok', database: 'ok', mail: { oldestWaitsMinutes: 61 } });
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
