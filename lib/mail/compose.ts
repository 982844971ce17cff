import { mailHtml } from './html-part.ts';
import { inText, type MailContext } from './mail-context.ts';
import type { Letter, MailContent, MailParts, Sentence } from './mail-parts.ts';
import { mailText } from './text-part.ts';

/** Composes text and HTML from the same parts. `name`: of the recipient, where there is an account. */
export function compose(mail: MailContext, { name, ...parts }: MailParts & { name?: string | undefined }): MailContent {
  const { words, dir, appName, organisation, origin, support } = mail;
  const greeting = name ? words.mail.greeting.named({ name: inText(name, dir) }) : words.mail.greeting.plain;
  const sender = organisation ? `${appName} · ${organisation}` : appName;
  const footer: Sentence[] = [parts.why, [`${sender} · `, { href: origin, text: origin }]];
  if (support) footer.push(words.mail.questions({ support }));
  const letter: Letter = { ...parts, greeting, footer };
  return { subject: parts.subject, text: mailText(mail, letter), html: mailHtml(mail, letter) };
}
