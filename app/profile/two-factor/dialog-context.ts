import type { Owner } from '#app/_frame/owner.ts';

/** What the dialogs know about the user and the product; the screens show all of it anyway. */
export type DialogContext = Owner & {
  appName: string;
  origin: string;
  supportEmail: string | undefined;
};

/** What every dialog is given that asks for a code or a one-time password first. */
export type GateProps = {
  context: DialogContext;
  /** In place of the password, for users without one. */
  proof: React.ReactNode;
  /** A sentence the page came with. */
  notice: string | null;
  isRecovery: boolean;
  /** The same dialog with the other of the two fields. */
  switchTo: string;
};
