import { escapeHtml } from './escape-html.ts';
import type { MailContext } from './mail-context.ts';

/**
 * The look of mails. Mail programs know tables, bgcolor and inline styles, and no variables; those that know media
 * queries get the dark theme by the classes. Nothing is fetched: pictures from elsewhere are blocked, and track.
 */
export const colours = {
  canvas: '#f5f6fb',
  card: '#ffffff',
  line: '#e3e7f0',
  ink: '#0f172a',
  muted: '#526077',
  onAccent: '#ffffff',
  danger: '#b42318',
} as const;

const DARK = [
  '.b{background:#0b1220!important}',
  '.c{background:#121b2e!important;border-color:#24314c!important}',
  '.t{color:#f1f5f9!important}',
  '.m{color:#a3b1c6!important}',
  '.l{border-color:#24314c!important}',
  '.d{border-color:#9b4a45!important}',
  '.d a{color:#ffb4ab!important}',
].join('');

const STYLE = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  '@media(max-width:480px){.p{padding:16px 12px!important}.c{padding:24px 20px 8px!important}}',
].join('');

const FONT = "font-family:Inter,system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

type Content = { title: string; preview: string; card: string; footer: string };

/** The document around card and footer, both HTML. `title` and `preview` are text. */
export function template(
  { lang, dir, appName, accent }: MailContext,
  { title, preview, card, footer }: Content,
): string {
  const { fill, ink } = accent.dark;
  const dark = `@media(prefers-color-scheme:dark){${DARK}.a{color:${ink}!important}.f{background:${fill}!important}}`;
  const table = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}${dark}</style>
</head>
<body class="b" style="margin:0;padding:0;background:${colours.canvas};-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(preview)}</div>
<table ${table} width="100%" bgcolor="${colours.canvas}" class="b" lang="${lang}" dir="${dir}" style="${FONT}">
<tr><td align="center" class="p" style="padding:32px 16px">
<table ${table} width="560" style="width:100%;max-width:560px">
<tr><td class="c" bgcolor="${colours.card}" style="padding:32px 32px 16px;border:1px solid ${colours.line};border-radius:12px;background:${colours.card}">
<p class="a" style="margin:0 0 20px;font-size:16px;line-height:24px;font-weight:600;color:${accent.light.ink}">${escapeHtml(appName)}</p>
${card}
</td></tr>
<tr><td align="center" style="padding:20px 16px 0">
${footer}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}
