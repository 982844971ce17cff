import type { IconName } from '#app/_ui/icon.tsx';
import { type EventKind, isEventKind } from '#lib/rules/events/catalogue.ts';

/** What stands beside an event. A kind without one does not compile. */
const icons: Readonly<Record<EventKind, IconName>> = {
  'signed-up': 'user-plus',
  'signed-in': 'sign-in',
  'signed-out': 'leave',
  'code-refused': 'warning',
  'recovery-code-used': 'ticket',
  'two-factor-enabled': 'shield',
  'two-factor-disabled': 'shield-off',
  'authenticator-suspended': 'warning',
  'recovery-codes-renewed': 'ticket',
  'password-changed': 'lock',
  'password-set': 'lock',
  'password-reset': 'lock',
  'authenticator-moved': 'phone',
  'new-browser': 'screens',
  'codes-refused': 'warning',
  'provider-connected': 'link',
  'provider-disconnected': 'unlink',
  'email-changed': 'mail',
  'email-change-undone': 'undo',
  'email-undo-waiting': 'undo',
  'email-undo-stopped': 'undo',
  'email-undo-sent': 'undo',
  'email-undo-withdrawn': 'undo',
  'email-change-sent': 'mail',
  'email-restored': 'mail',
  'locked-down': 'lock',
  'second-factor-taken-off': 'shield-off',
  'session-ended': 'leave',
  'all-other-sessions-ended': 'leave',
  'all-sessions-ended': 'leave',
  'session-ended-by-administrator': 'leave',
  renamed: 'user',
  'account-added': 'user-plus',
  'account-imported': 'user-plus',
  'account-disabled': 'ban',
  'account-enabled': 'user',
  'deletion-scheduled': 'trash',
  'role-changed': 'role',
  'password-reset-sent': 'mail',
  'bypass-code-made': 'ticket',
  'bypass-code-used': 'ticket',
  'second-factor-reset-ordered': 'clock',
  'second-factor-reset-stopped': 'shield',
  'second-factor-reset': 'shield-off',
  'account-deleted': 'trash',
  'people-imported': 'people',
  invited: 'mail',
};

/** Returns the icon of an event; one that only a newer version knows gets that of the page. */
export function eventIcon(kind: EventKind): IconName {
  return isEventKind(kind) ? icons[kind] : 'activity';
}
