/** What the dialogs know about the person and the product: all of it stands on their screens anyway. */
export type Person = {
  appName: string;
  origin: string;
  supportEmail: string | undefined;
  email: string;
  hasPassword: boolean;
};

/** What every dialog is given that asks for a code or a one-time password first. */
export type GateProps = {
  person: Person;
  /** In place of the password, for people without one. */
  proof: React.ReactNode;
  /** A sentence the page came with. */
  notice: string | null;
  isRecovery: boolean;
  /** The same dialog with the other of the two fields. */
  switchTo: string;
};
