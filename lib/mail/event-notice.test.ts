import { describe, expect, test } from 'vitest';
import type { EventOf } from '../rules/events/catalogue.ts';
import { displayLocation } from '../rules/events/display-location.ts';
import { en } from '../words/en.ts';
import { eventNoticeMail, noticeOf } from './event-notice.ts';

const at = new Date('2026-11-24T14:05:00Z');

function mailOf(event: EventOf, actor: string | null, ipAddress = '198.51.100.7'): string {
  const notice = noticeOf(en, event);
  if (!notice) throw new Error(`${event.kind} is not mailed`);
  const about = displayLocation({ kind: event.kind, actor, browser: 'Firefox on macOS', ipAddress });
  return eventNoticeMail(notice, { appName: 'Axelor Connect', name: 'Ada', at, notYouUrl: 'https://x', ...about }).text;
}

describe('the mail about an event', () => {
  const disabled: EventOf = { kind: 'two-factor-disabled', details: {} };

  test('says when, in which browser and from where', () => {
    expect(mailOf(disabled, null)).toContain(
      'When: 24 Nov 2026, 14:05 UTC\nBrowser: Firefox on macOS\nAddress: 198.51.100.7\n',
    );
  });

  test('claims no address that is not known', () => {
    expect(mailOf(disabled, null, 'unknown')).not.toContain('Address:');
  });

  test('calls an administrator neither a browser nor an address', () => {
    const text = mailOf({ kind: 'account-disabled', details: { reason: 'Left' } }, 'command:root');
    expect(text).toContain('When: 24 Nov 2026, 14:05 UTC\nBy: an administrator\n');
    expect(text).not.toMatch(/Browser:|Address:|unknown/);
  });

  test('says when a reset is due, and writes a former address so that only its owner knows it again', () => {
    const reset = { reason: 'Phone lost', dueAt: '2026-11-25T14:05:00.000Z' };
    expect(mailOf({ kind: 'second-factor-reset-ordered', details: reset }, 'command:root')).toContain(
      'at your first sign-in after 25 Nov 2026, 14:05 UTC. Reason: Phone lost.',
    );
    const undo = { reason: 'Called back', to: 'ada@example.com', opensAt: null };
    const text = mailOf({ kind: 'email-undo-sent', details: undo }, 'command:root');
    expect(text).toContain('a…@example.com');
    expect(text).not.toContain('ada@example.com');
  });

  test.each<EventOf>([
    { kind: 'codes-refused', details: {} },
    { kind: 'password-changed', details: {} },
    { kind: 'provider-disconnected', details: { provider: 'github' } },
    { kind: 'new-browser', details: { browser: 'Firefox on macOS' } },
  ])(
    'claims of $kind only what holds for everyone: without a password, with one browser, with a copied cookie',
    (event) => {
      expect(mailOf(event, null)).not.toMatch(
        /the (right|correct) password|All other browsers|Nobody can|had not seen/,
      );
    },
  );
});
