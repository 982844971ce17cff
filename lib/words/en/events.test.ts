import { describe, expect, test } from 'vitest';
import { longestEvents, sampleEvents } from '../../../test/sample-events.ts';
import { sampleSettings } from '../../../test/sample-mails.ts';
import { limits } from '../../config/limits.ts';
import { noticeOf } from '../../mail/event-notice.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { type EventOf, eventCatalogue, eventKinds } from '../../rules/events/catalogue.ts';
import { eventLine } from '../../rules/events/event-line.ts';
import { en } from '../en.ts';
import { pseudo } from '../pseudo.ts';

const mail = mailContext(sampleSettings, 'en');

describe('what English says of events', () => {
  test('has a line for each kind and a notice for each that is emailed, and none that nobody reads', () => {
    expect(Object.keys(en.events.lines).toSorted()).toEqual([...eventKinds].sort());
    const mailed = eventKinds.filter((kind) => eventCatalogue[kind].mail === 'owner');
    expect(Object.keys(en.events.notices).toSorted()).toEqual(mailed.toSorted());
  });

  test('speaks to its owner of their own password, and to nobody else as if it were theirs', () => {
    const signedIn: EventOf = { kind: 'signed-in', details: { methods: ['password', 'totp'] } };
    expect(eventLine(en, signedIn, 'self')).toBe('Signed in with your password and an authenticator code');
    expect(eventLine(en, signedIn, 'admin')).toBe('Signed in with a password and an authenticator code');
    for (const event of sampleEvents) expect(eventLine(en, event, 'admin'), event.kind).not.toMatch(/\byour?\b/i);
  });

  test.each(sampleEvents)('says $kind in sentences without gaps', (event) => {
    const texts = [
      eventLine(en, event, 'self'),
      eventLine(en, event, 'admin'),
      ...Object.values(noticeOf(mail, event) ?? {}),
    ];
    for (const text of texts) {
      expect(text).toMatch(/^[\p{Lu}\d].*[\p{L}\d.):]$/u);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\$\{| {2}/);
    }
  });

  test.each(sampleEvents)('says $kind by words alone: nothing of a disguised catalogue shows English', (event) => {
    const disguised = pseudo(en);
    const texts = [
      eventLine(disguised, event, 'self'),
      ...Object.values(noticeOf(mailContext(sampleSettings, 'en-XA'), event) ?? {}),
    ];
    for (const text of texts) expect(text).toContain('⟦');
  });

  test('tells a code that was rejected unread from an incorrect one', () => {
    const line = (details: Extract<EventOf, { kind: 'code-refused' }>['details']) =>
      eventLine(en, { kind: 'code-refused', details }, 'self');
    const wrong = { method: 'totp', firstFactor: 'password', refusal: 'code-wrong' } as const;
    expect(line(wrong)).toBe('Incorrect code (password was correct)');
    expect(line({ ...wrong, firstFactor: 'google', method: 'recovery-code', refusal: 'recovery-code-wrong' })).toBe(
      'Incorrect one-time password (after signing in with Google)',
    );
    expect(line({ ...wrong, refusal: 'too-many-attempts' })).toBe('Code rejected: too many attempts');
  });

  test('has a sample of the longest details of each kind', () => {
    expect(new Set(longestEvents.map(({ kind }) => kind))).toEqual(new Set(eventKinds));
  });

  test('takes its numbers from the limits', () => {
    const say = (event: EventOf) => noticeOf(mail, event)?.sentence;
    expect(say({ kind: 'codes-refused', details: {} })).toContain(`${limits.refusedCodesBeforeNotice} incorrect codes`);
    expect(say({ kind: 'recovery-code-used', details: { number: 3, left: 0 } })).toContain('none left');
  });

  test('calls a kind that only a newer version knows by its name', () => {
    expect(eventLine(en, { kind: 'from-a-newer-version', details: {} } as unknown as EventOf, 'admin')).toBe(
      'from-a-newer-version',
    );
  });
});
