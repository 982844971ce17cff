import 'server-only';
import type { RequestListener } from 'node:http';
import { headers } from 'next/headers';
import { findDatabaseOutage } from '../../../db/database-outage.ts';
import { settings } from '../../config/env.ts';
import { loadSigningKeys } from '../../flows/apps/signing-keys.ts';
import { wordsOf } from '../../words/catalogue.ts';
import { requestContext } from '../context.ts';
import { plainPage } from '../plain-page.ts';
import { hasDatabase } from '../store.ts';
import { requestLanguage } from '../words.ts';
import { reportRefusals } from './report-refusals.ts';

/** How long the keys of a provider are taken for the newest: another process may have added one. */
const KEYS_FRESH_MS = 60_000;

// Kept on globalThis: Next bundles routes apart, and each bundle would otherwise make a provider of its own.
const place = globalThis as { accountsOpenId?: { kids: string; checkedAt: number; listener: RequestListener } };

/** Answers a request of OpenID Connect. The library is loaded with the first one of a process, and not before. */
export async function answerOpenId(request: Request): Promise<Response> {
  try {
    // Never a page: these are asked by machines.
    if (!(await hasDatabase())) return unavailable();
    const { answerWith } = await import('./bridge.ts');
    return await answerWith(await listener(), request, settings().origin);
  } catch (error) {
    if (!findDatabaseOutage(error)) throw error;
    return unavailable();
  }
}

function unavailable(): Response {
  return Response.json({ error: 'temporarily_unavailable' }, { status: 503, headers: { 'retry-after': '5' } });
}

async function listener(): Promise<RequestListener> {
  const context = await requestContext();
  const now = context.now.getTime();
  const known = place.accountsOpenId;
  if (known && now - known.checkedAt < KEYS_FRESH_MS) return known.listener;
  const keys = await loadSigningKeys(context);
  const kids = keys.map(({ kid }) => kid).join(' ');
  const current =
    known?.kids === kids
      ? known.listener
      : reportRefusals(
          (await loadLibrary()).makeProvider({ settings: settings(), keys, contextOf: requestContext, errorPage }),
          requestContext,
        ).callback();
  place.accountsOpenId = { kids, checkedAt: now, listener: current };
  return current;
}

/** The library warns of Node 20, on which all of it that is used here works: our tests run it there. */
async function loadLibrary() {
  const { warn } = console;
  console.warn = (...said: unknown[]) => {
    if (!/Unsupported runtime/.test(String(said[0]))) warn(...said);
  };
  try {
    return await import('./provider.ts');
  } finally {
    console.warn = warn;
  }
}

/** The page for a request that can't be answered to its app: nothing tells who that is, or where it wants to go. */
async function errorPage(): Promise<string> {
  const [, nonce] = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '') ?? [];
  const language = await requestLanguage();
  const { frame, authorize } = wordsOf(language);
  const { title, text } = authorize.broken;
  return plainPage(language, { title, text: [text], links: [{ href: '/', label: frame.home }], nonce });
}
