/** A mail: text first, HTML as its plain counterpart. */
export type MailContent = { subject: string; text: string; html: string };

type Parts = {
  appName: string;
  /** At most 60 characters: what a phone shows. */
  subject: string;
  greeting: string;
  paragraphs: readonly string[];
  /** The one thing to do. */
  action?: { label: string; url: string };
  /** When, in which browser, from where. */
  circumstances?: readonly string[];
  notYou?: { sentence: string; url: string };
};

/** Composes text and HTML from the same parts. Everything is escaped in HTML: strangers write names (attack P-16). */
export function compose({
  appName,
  subject,
  greeting,
  paragraphs,
  action,
  circumstances = [],
  notYou,
}: Parts): MailContent {
  const text = [
    greeting,
    ...paragraphs,
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...(circumstances.length > 0 ? [circumstances.join('\n')] : []),
    ...(notYou ? [`${notYou.sentence}\n${notYou.url}`] : []),
    `-- \n${appName}`,
  ].join('\n\n');

  const html = [
    '<!doctype html><html lang="en"><body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#0f172a;max-width:36rem;margin:2rem auto;padding:0 1rem">',
    paragraph(greeting),
    ...paragraphs.map(paragraph),
    ...(action ? [`<p><a href="${escapeHtml(action.url)}" style="${BUTTON}">${escapeHtml(action.label)}</a></p>`] : []),
    ...(circumstances.length > 0 ? [`<p style="color:#475569">${circumstances.map(escapeHtml).join('<br>')}</p>`] : []),
    ...(notYou
      ? [
          `<p style="color:#475569">${escapeHtml(notYou.sentence)} <a href="${escapeHtml(notYou.url)}">Secure your account</a></p>`,
        ]
      : []),
    `<p style="color:#475569">${escapeHtml(appName)}</p></body></html>`,
  ].join('\n');
  return { subject, text, html };
}

const BUTTON =
  'display:inline-block;padding:.75rem 1.25rem;border-radius:8px;background:#4338ca;color:#fff;text-decoration:none';

/** Returns "24 Nov 2026, 14:05 UTC": a mail doesn't know the reader's zone. */
export function instantForMail(instant: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  });
  return `${parts.format(instant)} UTC`;
}

function paragraph(sentence: string): string {
  return `<p>${escapeHtml(sentence)}</p>`;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
