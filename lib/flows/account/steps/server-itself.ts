import { byItself } from '../../../rules/events/say-browser.ts';
import { DEFAULT_LANGUAGE } from '../../../words/language.ts';
import type { Context } from '../../context.ts';

/** Returns the context of what is executed when it is due: a visitor who is there by chance must not appear in its events. */
export function asServerItself(context: Omit<Context, 'client'>): Context {
  const client = { browser: byItself, ipAddress: 'unknown', deviceCookieHash: null, language: DEFAULT_LANGUAGE };
  return { ...context, client };
}
