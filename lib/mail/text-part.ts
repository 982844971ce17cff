import type { MailContext } from './mail-context.ts';
import type { Button, Letter, Sentence } from './mail-parts.ts';

/** The text form. Says what the HTML form says, in the same order. */
export function mailText({ words }: MailContext, letter: Letter): string {
  const { greeting, paragraphs, action, notes = [], facts = [], reassurance, alarm, footer } = letter;
  const button = ({ label, url }: Button) => `${words.mail.link({ label })}\n${url}`;
  return [
    greeting,
    ...paragraphs.map(plain),
    ...(action ? [button(action)] : []),
    ...notes.map(plain),
    ...(facts.length > 0 ? [facts.map(words.mail.fact).join('\n')] : []),
    ...(reassurance ? [reassurance] : []),
    ...(alarm ? [button(alarm)] : []),
    // What follows "-- " is a signature to mail programs (RFC 3676 §4.3).
    ['-- ', ...footer.map(plain)].join('\n'),
  ].join('\n\n');
}

function plain(sentence: Sentence): string {
  return typeof sentence === 'string'
    ? sentence
    : sentence.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}
