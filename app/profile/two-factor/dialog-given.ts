import type { DescribedPasskey } from '#lib/flows/two-factor/steps/describe-passkeys.ts';
import type { AuthenticatorView, TwoFactorState } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import type { Words } from '#lib/words/shape.ts';
import type { GateProps } from './dialog-context.ts';

/** What the page knows that a dialog may need. */
export type PageGiven = {
  signed: CurrentUser;
  twoFactor: TwoFactorState;
  /** The authenticator that the URL names; null where it names none that is there. */
  authenticator: AuthenticatorView | null;
  /** A passkey or security key guards the account as well. */
  hasOthers: boolean;
  /** The passkey that the URL names; null where it names none. */
  passkey: DescribedPasskey | null;
  /** All of them. */
  passkeys: readonly DescribedPasskey[];
  isRecovery: boolean;
  notice: string | null;
};

/** What every dialog is made of. */
export type DialogGiven = PageGiven & {
  gate: GateProps;
  /** The QR code, where one is to be scanned. */
  scan: React.ReactNode;
  appName: string;
  now: Date;
  words: Words;
};

/** A dialog as the page has it: nothing, where what it is about isn't there. */
export type MakeDialog = (given: DialogGiven) => React.ReactNode | Promise<React.ReactNode>;
