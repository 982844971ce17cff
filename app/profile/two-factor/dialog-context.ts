import type { Owner } from '#app/_frame/owner.ts';
import type { Words } from '#lib/words/shape.ts';

/** What the dialogs know about the user and the product; the screens show all of it anyway. */
export type DialogContext = Owner & {
  /** Of new one-time passwords, whichever dialog ends with them. */
  codes: CodesContext;
};

export type CodesContext = {
  words: Words['oneTimePasswords']['save'];
  intro: React.ReactNode;
  sheet: Sheet;
};

/** What is printed beside the codes: finished sentences, and what they belong to. */
export type Sheet = {
  /** The logo. */
  mark: React.ReactNode;
  title: string;
  facts: readonly { name: string; value: string }[];
  use: string;
  steps: readonly string[];
  notes: readonly string[];
};

/** What has just happened, above new one-time passwords. */
export type News = { heading: string; text: string };

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
