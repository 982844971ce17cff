import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SchemaState } from '../../../db/store.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { requestPasswordReset } from '../account/steps/request-password-reset.ts';
import { sendQueuedMail } from '../mail/send-queued-mail.ts';
import { describeHealth } from './describe-health.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

test('tells how long the oldest mail waits, until it is sent', async () => {
  const { user } = await testEnvironment.person();
  await sendQueuedMail(testEnvironment.at(0), { send: async () => {} });
  expect(await describeHealth(testEnvironment.at(1))).toEqual({
    isReady: true,
    migrations: 'current',
    mailWaits: null,
  });
  await requestPasswordReset(testEnvironment.at(1), user.email);
  expect(await describeHealth(testEnvironment.at(8))).toEqual({ isReady: true, migrations: 'current', mailWaits: 7 });
  await sendQueuedMail(testEnvironment.at(8), { send: async () => {} });
  expect(await describeHealth(testEnvironment.at(8))).toEqual({
    isReady: true,
    migrations: 'current',
    mailWaits: null,
  });
});

test('a database that is gone is reported, not thrown', async () => {
  const { at, close } = await makeTestEnvironment();
  const context = at(0);
  await close();
  expect(await describeHealth(context)).toEqual({ isReady: false, fault: 'database' });
});

test('a read-only database is not ready, and is told apart from one that is gone', async () => {
  const checkWritable = () => Promise.reject(new Error('the disk is full'));
  const context = { ...testEnvironment.at(0), db: { ...testEnvironment.db, checkWritable } };
  expect(await describeHealth(context)).toEqual({ isReady: false, fault: 'writes' });
});

test('a schema behind this code is not ready; one ahead of it is reported', async () => {
  const state = (is: SchemaState) => ({
    ...testEnvironment.at(0),
    db: { ...testEnvironment.db, schemaState: async () => is },
  });
  expect(await describeHealth(state('behind'))).toEqual({ isReady: false, fault: 'migrations' });
  expect(await describeHealth(state('ahead'))).toMatchObject({ isReady: true, migrations: 'ahead' });
});
