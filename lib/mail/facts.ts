import { sayBrowser } from '../rules/events/say-browser.ts';
import { instantInMail, inText, type MailContext } from './mail-context.ts';
import type { Fact } from './mail-parts.ts';

/** When something was done, and from where; an administrator's place is nobody's business. */
export type Circumstances = {
  readonly at: Date;
  readonly by: 'administrator' | { readonly browser: string; readonly ipAddress: string };
  /** Why an administrator did it. */
  readonly reason?: string | undefined;
};

/** Returns the rows of the table of facts. An address that isn't known has none. */
export function factsOf(mail: MailContext, { at, by, reason }: Circumstances): Fact[] {
  const { facts, administrator } = mail.words.mail;
  const row = (name: string, text: string) => ({ name, value: inText(text, mail.dir) });
  return [
    { name: facts.when, value: instantInMail(mail, at) },
    ...(by === 'administrator' ? [{ name: facts.doneBy, value: administrator }] : []),
    ...(by !== 'administrator' ? [row(facts.browser, sayBrowser(mail.words.events, by.browser))] : []),
    ...(by !== 'administrator' && by.ipAddress !== 'unknown' ? [row(facts.address, by.ipAddress)] : []),
    ...(reason ? [row(facts.reason, reason)] : []),
  ];
}
