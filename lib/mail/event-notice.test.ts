import { describe, expect, test } from 'vitest';
import type { EventKind } from '../rules/events/security-event.ts';
import { displayLocation } from '../rules/events/security-event.ts';
import { eventNoticeMail, noticeOf } from './event-notice.ts';

const at = new Date('2026-11-24T14:05:00Z');

function mailOf(kind: EventKind, actor: string | null, ipAddress = '198.51.100.7'): string {
  const notice = noticeOf(kind, ['github']);
  if (!notice) throw new Error(`${kind} is not mailed`);
  const about = displayLocation({ kind, actor, browser: 'Firefox on macOS', ipAddress });
  return eventNoticeMail(notice, { appName: 'Axelor Connect', name: 'Ada', at, notYouUrl: 'https://x', ...about }).text;
}

describe('the mail about an event', () => {
  test('says when, in which browser and from where', () => {
    expect(mailOf('two-factor-disabled', null)).toContain(
      'When: 24 Nov 2026, 14:05 UTC\nBrowser: Firefox on macOS\nAddress: 198.51.100.7\n',
    );
  });

  test('claims no address that is not known', () => {
    expect(mailOf('two-factor-disabled', null, 'unknown')).not.toContain('Address:');
  });

  test('calls an administrator neither a browser nor an address', () => {
    const text = mailOf('account-disabled', 'command:root');
    expect(text).toContain('When: 24 Nov 2026, 14:05 UTC\nBy: an administrator\n');
    expect(text).not.toMatch(/Browser:|Address:|unknown/);
  });

  test.each<EventKind>(['codes-refused', 'password-changed', 'provider-disconnected', 'new-browser'])(
    'claims of %s only what holds for everyone: without a password, with one browser, with a copied cookie',
    (kind) => {
      expect(mailOf(kind, null)).not.toMatch(/the right password|All other browsers|Nobody can|had not seen/);
    },
  );
});
