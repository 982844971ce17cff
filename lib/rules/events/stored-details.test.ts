import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sampleEvents } from '../../../test/sample-events.ts';
import { en } from '../../words/en.ts';
import { type EventKind, eventKinds } from './catalogue.ts';
import { eventLine } from './event-line.ts';
import { readDetails } from './stored-details.ts';

/** Kinds that were never stored as a list. */
const younger: readonly EventKind[] = [
  'account-deleted',
  'two-factor-reminded',
  'people-imported',
  'people-exported',
  'session-ended-by-administrator',
  'renamed',
  'account-added',
  'invited',
  'group-joined',
  'group-left',
  'group-created',
  'group-renamed',
  'group-deleted',
  'app-opened',
  'app-signed-out',
  'app-added',
  'app-access-changed',
  'app-secret-made',
  'app-changed',
  'app-disabled',
  'app-enabled',
  'app-removed',
  'deletion-scheduled',
  'invitation-withdrawn',
  'email-change-sent',
  'passkey-added',
  'passkey-removed',
  'passkey-demoted',
  'security-key-added',
  'security-key-removed',
  'passkey-copy-suspected',
  'authenticator-added',
  'authenticator-removed',
  'email-change-scheduled',
  'email-change-withdrawn',
];

const old: { kind: EventKind; details: string[]; what: string }[] = JSON.parse(
  readFileSync('db/fixtures/event-lists.json', 'utf8'),
);

describe('details of a row', () => {
  test('are read of every kind as 0.1.0 and its successors listed them', () => {
    expect(new Set([...old.map(({ kind }) => kind), ...younger])).toEqual(new Set(eventKinds));
    for (const { what, ...row } of old) expect(eventLine(en, readDetails(row), 'admin'), row.kind).toBe(what);
  });

  test.each(sampleEvents)('of $kind are read as they are now written', (event) => {
    expect(readDetails(event)).toEqual(event);
  });

  test('of a kind that only a newer version knows are left as they are', () => {
    const row = { kind: 'passkey-added' as EventKind, details: { name: 'Phone' } };
    expect(readDetails(row)).toEqual(row);
    expect(readDetails({ ...row, details: ['Phone'] })).toEqual({ ...row, details: {} });
  });
});
