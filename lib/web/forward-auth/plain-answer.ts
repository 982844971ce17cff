import 'server-only';
import { headers } from 'next/headers';
import { settings } from '../../config/env.ts';
import { wordsOf } from '../../words/catalogue.ts';
import { browserLanguage } from '../browser-language.ts';
import { plainPage } from '../plain-page.ts';

const faults = {
  unknown: { status: 404, href: () => settings().origin },
  spent: { status: 400, href: () => '/' },
} as const;

/** Answers on a guarded host, where none of our files are in reach, with a page that needs none. */
export async function answerPlainly(fault: keyof typeof faults): Promise<Response> {
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1];
  const language = await browserLanguage();
  const { title, text, button } = wordsOf(language).authorize.visit[fault];
  const { status, href } = faults[fault];
  return new Response(plainPage(language, { title, text: [text], links: [{ href: href(), label: button }], nonce }), {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}
