import { accountLinks } from './en/account-links.ts';
import { activity } from './en/activity.ts';
import { addressMails } from './en/address-mails.ts';
import { adminApps } from './en/admin-apps.ts';
import { appFrame } from './en/app-frame.ts';
import { authorize } from './en/authorize.ts';
import { challenge } from './en/challenge.ts';
import { confirmations } from './en/confirmations.ts';
import { connections } from './en/connections.ts';
import { eventLog } from './en/event-log.ts';
import { events } from './en/events.ts';
import { forwardAuth } from './en/forward-auth.ts';
import { frame } from './en/frame.ts';
import { groups } from './en/groups.ts';
import { home } from './en/home.ts';
import { invitations } from './en/invitations.ts';
import { kit } from './en/kit.ts';
import { linkMails } from './en/link-mails.ts';
import { mail } from './en/mail.ts';
import { myApps } from './en/my-apps.ts';
import { oneTimePasswords } from './en/one-time-passwords.ts';
import { passkeys } from './en/passkeys.ts';
import { password } from './en/password.ts';
import { people } from './en/people.ts';
import { person } from './en/person.ts';
import { policy } from './en/policy.ts';
import { profile } from './en/profile.ts';
import { providers } from './en/providers.ts';
import { reauthentication } from './en/reauthentication.ts';
import { recoveryFile } from './en/recovery-file.ts';
import { refusals } from './en/refusals.ts';
import { resetPassword } from './en/reset-password.ts';
import { sessions } from './en/sessions.ts';
import { signIn } from './en/sign-in.ts';
import { signOut } from './en/sign-out.ts';
import { signUp } from './en/sign-up.ts';
import { twoFactor } from './en/two-factor.ts';
import { twoFactorDialogs } from './en/two-factor-dialogs.ts';
import { waysIn } from './en/ways-in.ts';

/** English, the language that all others are translated from: one file a subject. The command's words are not among it. */
export const en = {
  accountLinks,
  activity,
  adminApps,
  addressMails,
  appFrame,
  authorize,
  challenge,
  confirmations,
  connections,
  eventLog,
  events,
  forwardAuth,
  frame,
  groups,
  invitations,
  home,
  kit,
  linkMails,
  mail,
  myApps,
  oneTimePasswords,
  passkeys,
  password,
  people,
  person,
  policy,
  profile,
  providers,
  reauthentication,
  recoveryFile,
  refusals,
  resetPassword,
  sessions,
  signIn,
  signOut,
  signUp,
  twoFactor,
  twoFactorDialogs,
  waysIn,
};
