import type { EventDetails, EventKind, EventOf } from './catalogue.ts';

/** Details as a row stores them: by name, or in rows from before 0.2 a list, with an order for each kind. */
export type StoredDetails = Readonly<Record<string, unknown>> | readonly string[];

type FromList = { readonly [K in EventKind]: ((list: readonly string[]) => EventDetails[K]) | null };

const none = () => ({});
const reason = ([why = '']: readonly string[]) => ({ reason: why });
const provider = ([name]: readonly string[]) => ({ provider: name as EventDetails['provider-connected']['provider'] });
const browser = ([name = '']: readonly string[]) => ({ browser: name });

/** Null for kinds that never were a list. */
const fromList: FromList = {
  'signed-up': ([method]) => ({ method: method as EventDetails['signed-up']['method'] }),
  'signed-in': (methods) => ({ methods: methods as EventDetails['signed-in']['methods'] }),
  'signed-out': none,
  'code-refused': ([method, firstFactor, refusal]) =>
    ({ method, firstFactor, refusal: refusal ?? 'code-wrong' }) as EventDetails['code-refused'],
  'recovery-code-used': ([number, left]) => ({ number: Number(number), left: Number(left) }),
  'two-factor-enabled': none,
  'two-factor-disabled': none,
  'authenticator-suspended': none,
  'recovery-codes-renewed': none,
  'password-changed': none,
  'password-set': none,
  'password-reset': none,
  'authenticator-moved': none,
  'new-browser': browser,
  'codes-refused': none,
  'provider-connected': provider,
  'provider-disconnected': provider,
  'passkey-added': null,
  'passkey-removed': null,
  'passkey-demoted': null,
  'security-key-added': null,
  'security-key-removed': null,
  'passkey-copy-suspected': null,
  'email-changed': ([from = '', to = '']) => ({ from, to }),
  'email-change-undone': ([from = null, to = null]) => ({ from, to }),
  'email-undo-waiting': ([to = '', dueAt = null]) => ({ to, dueAt }),
  'email-undo-stopped': ([to = '']) => ({ to }),
  'email-undo-sent': ([why = '', to = '', opensAt = null]) => ({ reason: why, to, opensAt }),
  'email-undo-withdrawn': ([why = '', to = '']) => ({ reason: why, to }),
  'email-restored': ([email = '']) => ({ email }),
  'locked-down': none,
  'second-factor-taken-off': ([part]) => ({ part: part === 'codes' ? 'codes' : 'app' }),
  'session-ended': browser,
  'all-other-sessions-ended': ([sessions]) => ({ sessions: Number(sessions) }),
  'all-sessions-ended': reason,
  'account-imported': ([of]) => ({ of: Number(of) }),
  'account-disabled': reason,
  'account-enabled': reason,
  'role-changed': ([role, why = '']) => ({ role: role === 'admin' ? 'admin' : 'person', reason: why }),
  'password-reset-sent': reason,
  'bypass-code-made': reason,
  'bypass-code-used': none,
  'second-factor-reset-ordered': ([why = '', dueAt = '']) => ({ reason: why, dueAt }),
  'second-factor-reset-stopped': none,
  'second-factor-reset': none,
  'account-deleted': null,
  'two-factor-reminded': null,
  'session-ended-by-administrator': null,
  renamed: null,
  'account-added': null,
  invited: null,
  'deletion-scheduled': null,
  'authenticator-added': null,
  'authenticator-removed': null,
  'email-change-sent': null,
  'email-change-scheduled': null,
  'email-change-withdrawn': null,
  'people-imported': null,
  'people-exported': null,
  'group-joined': null,
  'group-left': null,
  'group-created': null,
  'group-renamed': null,
  'group-deleted': null,
  'app-opened': null,
  'app-signed-out': null,
  'app-added': null,
  'app-access-changed': null,
  'app-secret-made': null,
  'app-changed': null,
  'app-disabled': null,
  'app-enabled': null,
  'app-removed': null,
  'invitation-withdrawn': null,
};

/** Returns a row's kind with its details by name, whichever version wrote it. */
export function readDetails<K extends EventKind>(row: { kind: K; details: StoredDetails }): EventOf<K> {
  const { kind, details } = row;
  return { kind, details: isList(details) ? (fromList[kind]?.(details) ?? {}) : details } as EventOf<K>;
}

function isList(stored: StoredDetails): stored is readonly string[] {
  return Array.isArray(stored);
}
