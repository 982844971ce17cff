import type { Role } from './role.ts';

/** What is known of an account, as administrators see it. `isClosed`: why nobody can sign in to it. */
type Account = {
  disabledAt: Date | null;
  deletionDueAt: Date | null;
  lockedDownAt: Date | null;
  role: Role;
  waysIn: number;
  sessions: number;
  appsInUse: number;
  twoFactor: { isOn: boolean; apps: number; keys: number; codesLeft: number };
};

/** Something that the owner of an account can or can't do right now, for the sentence that says so. */
export type StillCan =
  | { name: 'leaving' | 'disabled' | 'locked-down' | 'no-way-in' | 'sign-in' | 'administer' }
  | { name: 'stay-signed-in'; count: number }
  | { name: 'use-apps'; count: number }
  | { name: 'lose-phone'; codes: number; keys: number }
  | { name: 'lose-nothing' | 'reset-password' };

/** Returns what someone can still do, and what would stop them: the first line is whether they can sign in at all. */
export function stillCan(account: Account): StillCan[] {
  const { twoFactor, sessions, appsInUse } = account;
  const open = signIn(account);
  const isOpen = open.name === 'sign-in' || open.name === 'no-way-in';
  // An authenticator app is the phone; what is left without it is a key or a one-time password.
  const hasSpare = twoFactor.codesLeft + twoFactor.keys > 0 || twoFactor.apps > 1;
  return [
    open,
    ...(sessions > 0 ? [{ name: 'stay-signed-in' as const, count: sessions }] : []),
    ...(appsInUse > 0 ? [{ name: 'use-apps' as const, count: appsInUse }] : []),
    ...(isOpen || open.name === 'locked-down' ? [{ name: 'reset-password' as const }] : []),
    ...(isOpen && twoFactor.isOn
      ? [
          hasSpare
            ? { name: 'lose-phone' as const, codes: twoFactor.codesLeft, keys: twoFactor.keys }
            : { name: 'lose-nothing' as const },
        ]
      : []),
    ...(isOpen && account.role === 'admin' && twoFactor.isOn ? [{ name: 'administer' as const }] : []),
  ];
}

function signIn({ deletionDueAt, disabledAt, lockedDownAt, waysIn }: Account): StillCan {
  if (deletionDueAt) return { name: 'leaving' };
  if (disabledAt) return { name: 'disabled' };
  if (lockedDownAt) return { name: 'locked-down' };
  return { name: waysIn === 0 ? 'no-way-in' : 'sign-in' };
}
