import { escapeHtml } from './escape-html.ts';
import type { MailContext } from './mail-context.ts';
import type { Button, Fact, Letter, Link, Sentence } from './mail-parts.ts';
import { colours, template } from './template.ts';

const TEXT = `margin:0 0 16px;font-size:16px;line-height:24px;color:${colours.ink}`;
const FINE = `font-size:13px;line-height:20px;color:${colours.muted}`;
const CELL = 'padding:10px 0;font-size:15px;line-height:22px;vertical-align:top';
const RULE = `border-top:1px solid ${colours.line};`;

/** The HTML form. Says what the text form says, in the same order. */
export function mailHtml(mail: MailContext, letter: Letter): string {
  const { subject, greeting, paragraphs, action, notes = [], facts = [], reassurance, alarm, footer } = letter;
  const [first = greeting] = paragraphs;
  const card = [
    `<h1 class="t" style="margin:0 0 16px;font-size:20px;line-height:28px;font-weight:600;letter-spacing:-0.2px;color:${colours.ink}">${escapeHtml(subject)}</h1>`,
    ...[greeting, ...paragraphs].map(paragraph),
    ...(action ? [button(mail, action)] : []),
    ...notes.map((note) => fine(note)),
    ...(facts.length > 0 ? [table(facts)] : []),
    ...(reassurance ? [paragraph(reassurance)] : []),
    ...(alarm ? [button(mail, alarm, { isAlarm: true })] : []),
  ].join('\n');
  const preview = typeof first === 'string' ? first : '';
  return template(mail, { title: subject, preview, card, footer: footer.map((line) => fine(line, 4)).join('\n') });
}

function paragraph(sentence: Sentence): string {
  return `<p class="t" style="${TEXT}">${sentenceHtml(sentence)}</p>`;
}

function fine(sentence: Sentence, below = 16): string {
  return `<p class="m" style="margin:0 0 ${below}px;${FINE}">${sentenceHtml(sentence)}</p>`;
}

/** A cell, since Outlook knows no padding of links, and the URL for whoever would rather paste it. */
function button({ words, accent }: MailContext, { label, url }: Button, { isAlarm = false } = {}): string {
  const look = isAlarm
    ? `class="d" style="padding:11px 19px;border:1px solid ${colours.danger};border-radius:8px"`
    : `class="f" bgcolor="${accent.light.fill}" style="padding:12px 20px;border-radius:8px;background:${accent.light.fill}"`;
  const colour = isAlarm ? colours.danger : colours.onAccent;
  const link = `<a href="${escapeHtml(url)}" style="display:block;font-size:16px;line-height:22px;font-weight:500;color:${colour};text-decoration:none">${escapeHtml(label)}</a>`;
  return [
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 12px"><tr><td ${look}>${link}</td></tr></table>`,
    fine(words.mail.paste({ link: { href: url, text: url } })),
  ].join('\n');
}

function table(facts: readonly Fact[]): string {
  const row = ({ name, value }: Fact, index: number) => {
    const style = `${index > 0 ? RULE : ''}${CELL}`;
    return `<tr><td class="m l" width="30%" style="${style};color:${colours.muted}">${escapeHtml(name)}</td><td class="t l" style="${style};padding-inline-start:16px;color:${colours.ink};overflow-wrap:anywhere">${escapeHtml(value)}</td></tr>`;
  };
  return `<table cellpadding="0" cellspacing="0" border="0" width="100%" style="margin:0 0 16px">${facts.map(row).join('')}</table>`;
}

function sentenceHtml(sentence: Sentence): string {
  return typeof sentence === 'string'
    ? escapeHtml(sentence)
    : sentence.map((part) => (typeof part === 'string' ? escapeHtml(part) : linkHtml(part))).join('');
}

/** In the colour of the sentence around it, in both themes. */
function linkHtml({ href, text }: Link): string {
  return `<a href="${escapeHtml(href)}" dir="ltr" style="color:inherit;text-decoration:underline;word-break:break-all">${escapeHtml(text)}</a>`;
}
