/** What the dialogs know about the person and the product: all of it stands on their screens anyway. */
export type Person = {
  appName: string;
  origin: string;
  supportEmail: string | undefined;
  email: string;
  hasPassword: boolean;
};
