import { describe, expect, test } from 'vitest';
import { sampleSettings } from '../../test/sample-mails.ts';
import type { EventOf } from '../rules/events/catalogue.ts';
import { en } from '../words/en.ts';
import { eventNoticeMail } from './event-notice.ts';
import { mailContext } from './mail-context.ts';

const at = new Date('2026-11-24T14:05:00Z');
const mail = mailContext(sampleSettings, 'en');
const ADMINISTRATOR = 'administrator';

type Place = Parameters<typeof eventNoticeMail>[2]['by'];

function mailOf(
  events: EventOf[],
  by: Place = { browser: 'Firefox on macOS', ipAddress: '198.51.100.7' },
  reason = '',
) {
  return eventNoticeMail(mail, events, { name: 'Ada', at, by, reason, alarmUrl: 'https://x' });
}

describe('the mail about an event', () => {
  const disabled: EventOf = { kind: 'two-factor-disabled', details: {} };

  test('says when, in which browser and from where', () => {
    expect(mailOf([disabled]).text).toContain(
      'When: 24 Nov 2026 at 14:05 UTC\nBrowser: Firefox on macOS\nIP address: 198.51.100.7\n',
    );
  });

  test('claims no address that is not known', () => {
    const { text } = mailOf([disabled], { browser: 'Firefox on macOS', ipAddress: 'unknown' });
    expect(text).not.toMatch(/IP address|unknown/);
  });

  test('says of what an administrator did by whom and why, and not from where', () => {
    const { text } = mailOf([{ kind: 'account-disabled', details: { reason: 'Left' } }], ADMINISTRATOR, 'Left');
    expect(text).toContain('When: 24 Nov 2026 at 14:05 UTC\nDone by: An administrator\nReason: Left\n');
    expect(text).not.toMatch(/Browser:|IP address:|unknown/);
    expect(text).not.toContain(en.mail.nothingToDo);
    expect(text).toContain(en.mail.unexpected);
  });

  test('tells whoever did it that there is nothing to do, where that is so', () => {
    expect(mailOf([disabled]).text).toContain(en.mail.nothingToDo);
    const last: EventOf = { kind: 'recovery-code-used', details: { number: 10, left: 0 } };
    expect(mailOf([last]).text).not.toContain(en.mail.nothingToDo);
  });

  test('is called by what was done, not by what was used for it', () => {
    const used: EventOf = { kind: 'recovery-code-used', details: { number: 3, left: 7 } };
    const { subject, text } = mailOf([used, disabled]);
    expect(subject).toBe(en.events.notices['two-factor-disabled'].subject);
    expect(text).toContain(en.events.notices['two-factor-disabled'].sentence);
    expect(text).toContain('You have 7 left.');
    expect(mailOf([used]).subject).toBe('One-time password 3 was used (7 left)');
  });

  test('says nothing twice', () => {
    const { text } = mailOf([disabled, disabled]);
    expect(text.split(en.events.notices['two-factor-disabled'].sentence)).toHaveLength(2);
  });

  test('says when a reset is due, and writes a former address so that only its owner knows it again', () => {
    const reset = { reason: 'Phone lost', dueAt: '2026-11-25T14:05:00.000Z' };
    expect(mailOf([{ kind: 'second-factor-reset-ordered', details: reset }], ADMINISTRATOR).text).toContain(
      'After 25 Nov 2026 at 14:05 UTC, we’ll email you a link',
    );
    const undo = { reason: 'Called back', to: 'ada@example.com', opensAt: null };
    const { text } = mailOf([{ kind: 'email-undo-sent', details: undo }], ADMINISTRATOR);
    expect(text).toContain('a…@example.com');
    expect(text).not.toContain('ada@example.com');
  });

  test('shortens a name, not its subject', () => {
    const { subject } = mailOf([{ kind: 'new-browser', details: { browser: 'B'.repeat(200) } }]);
    expect(subject).toBe(`New sign-in from ${'B'.repeat(39)}…`);
  });

  test.each<EventOf>([
    { kind: 'codes-refused', details: {} },
    { kind: 'password-changed', details: {} },
    { kind: 'provider-disconnected', details: { provider: 'github' } },
    { kind: 'new-browser', details: { browser: 'Firefox on macOS' } },
  ])(
    'claims of $kind only what holds for everyone: without a password, with one browser, with a copied cookie',
    (event) => {
      expect(mailOf([event]).text).not.toMatch(
        /the (right|correct) password|All other browsers|Nobody can|had not seen|haven’t seen/,
      );
    },
  );
});
