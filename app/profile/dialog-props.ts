import type { Owner } from '#app/_frame/owner.ts';

/** What every dialog of this page is given. */
export type DialogProps = {
  user: Owner;
  /** In place of the password, for users without one. */
  proof: React.ReactNode;
  /** A sentence the page came with. */
  notice: string | null;
  /** Two-factor is on: then a code is asked for too. */
  needsCode: boolean;
  isRecovery: boolean;
  /** The same dialog with the other of the two fields. */
  switchTo: string;
};
