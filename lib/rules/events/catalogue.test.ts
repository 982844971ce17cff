import { describe, expect, test } from 'vitest';
import { sampleEvents } from '../../../test/sample-events.ts';
import { eventCatalogue, eventKinds, loggedDetails } from './catalogue.ts';
import { eventFilters, filterKinds } from './event-filter.ts';

describe('the catalogue of events', () => {
  test('logs neither an address nor what one person writes about another', () => {
    for (const event of sampleEvents) {
      const line = JSON.stringify(loggedDetails(event));
      expect(line, event.kind).not.toMatch(/@|Passport/);
    }
  });

  test('logs of a role what it is, and not why', () => {
    expect(loggedDetails({ kind: 'role-changed', details: { role: 'admin', reason: 'Deputy' } })).toEqual({
      role: 'admin',
    });
  });

  test('parts all kinds into sign-ins and security, so that none is missing on Activity', () => {
    const [signIns, security] = [filterKinds('sign-ins') ?? [], filterKinds('security') ?? []];
    expect([...signIns, ...security].sort()).toEqual([...eventKinds].sort());
    expect(signIns).toContain('signed-in');
    expect(security).toContain('account-disabled');
    expect(eventFilters.map(filterKinds)[0]).toBeNull();
  });

  test('names each mail for the owner of what an administrator does', () => {
    const silent = eventKinds.filter(
      (kind) => eventCatalogue[kind].category === 'administration' && eventCatalogue[kind].mail === null,
    );
    // Imported users get no email about it: --send-links mails them.
    // A group opens no account: who is in one is read on Activity.
    expect(silent).toEqual([
      'account-imported',
      'people-imported',
      'people-exported',
      'invitation-withdrawn',
      'group-joined',
      'group-left',
      'group-created',
      'group-renamed',
      'group-deleted',
      'app-added',
      'app-access-changed',
      'app-secret-made',
      'app-changed',
      'app-disabled',
      'app-enabled',
      'app-removed',
    ]);
  });
});
