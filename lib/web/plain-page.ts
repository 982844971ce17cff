import 'server-only';
import { createHash } from 'node:crypto';
import { settings } from '../config/env.ts';
import { localeOf } from '../words/catalogue.ts';
import type { Language } from '../words/language.ts';
import { brand } from './brand.ts';

/** The colours are those of app/_ui/tokens.css: this page comes where no style sheet may be in reach. */
const STYLE = `
:root{color-scheme:light dark;--color-accent:light-dark(#4f46e5,#5b54f0);--color-accent-ink:light-dark(#4338ca,#b0bbff)}
body{box-sizing:border-box;display:grid;grid-template-columns:minmax(0,1fr);align-content:center;justify-items:center;gap:1.5rem;min-height:100vh;margin:0;padding:1.5rem 1rem;font:.9375rem/1.5 system-ui,sans-serif;color:light-dark(#0f172a,#eef2f8);background:light-dark(#f6f7fa,#0a0e17)}
header{display:flex;align-items:center;gap:.625rem;font-size:1.25rem;font-weight:600}
main{box-sizing:border-box;width:100%;max-width:26rem;padding:2rem;border:1px solid light-dark(#e4e8ef,#232c40);border-radius:.875rem;background:light-dark(#fff,#111725)}
h1{margin:0 0 .5rem;overflow-wrap:anywhere;font-size:1.5rem;line-height:2rem;font-weight:600}
p{margin:0 0 1rem;color:light-dark(#556178,#9aa8be);overflow-wrap:anywhere}
small{font-size:.8125rem}
nav{display:flex;flex-wrap:wrap;gap:.625rem;margin-top:1.5rem}
a{padding:.5rem .9375rem;border:1px solid light-dark(#e4e8ef,#232c40);border-radius:.5rem;font-weight:500;color:inherit;text-decoration:none}
a:first-child{border-color:transparent;background:var(--color-accent);color:#fff}
a:focus-visible{outline:2px solid var(--color-accent-ink);outline-offset:2px}
`;

const MARK =
  '<svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true"><path fill="#4f46e5" d="M16 1.5 28 5.6v9.2c0 7.4-4.9 12.9-12 15.7C8.9 27.7 4 22.2 4 14.8V5.6z"/><path fill="#fff" d="M16 9a4 4 0 0 1 2.1 7.4l1.3 5.1a.8.8 0 0 1-.78 1h-5.24a.8.8 0 0 1-.78-1l1.3-5.1A4 4 0 0 1 16 9z"/></svg>';

/** The style with the organisation's accent, where it has one: no other file is asked for. */
const style = () => `${STYLE}${brand().accent?.body ?? ''}`;

/** Returns what lets the style of a plain page through a content security policy. */
export function plainPageStyle(): string {
  return `'sha256-${createHash('sha256').update(style()).digest('base64')}'`;
}

/** Returns our mark; where an organisation has a logo or an icon of its own, its name stands alone. */
function mark(): string {
  const { logo, icon } = brand();
  return logo || icon ? '' : MARK;
}

type Plain = {
  title: string;
  /** Paragraphs. */
  text: readonly string[];
  /** Of the line in the log, behind its word. */
  reference?: string;
  links: readonly { href: string; label: string }[];
  /** Of a policy that knows no hash. */
  nonce?: string | undefined;
};

/** Returns a page that needs no script, no file and no database: for when one of them is what is missing. */
export function plainPage(language: Language, { title, text, reference, links, nonce }: Plain): string {
  const { lang, dir } = localeOf(language);
  const paragraphs = text.map((sentence) => `<p>${escaped(sentence)}</p>`);
  if (reference) paragraphs.push(`<p><small>${escaped(reference)}</small></p>`);
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style${nonce ? ` nonce="${nonce}"` : ''}>${style()}</style>
<header>${mark()}${escaped(settings().appName)}</header>
<main>
<h1>${escaped(title)}</h1>
${paragraphs.join('\n')}
<nav>${links.map(({ href, label }) => `<a href="${href}">${escaped(label)}</a>`).join('')}</nav>
</main>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
