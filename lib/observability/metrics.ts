import { Counter, Registry } from 'prom-client';
import type { EventKind } from '../rules/events/catalogue.ts';
import type { FirstFactor, SecondFactor } from '../rules/sign-in/authentication-methods.ts';
import type { Code } from '../words/say.ts';

// Kept on globalThis: Next bundles routes, pages and actions apart, and each bundle would otherwise count for itself.
const place = globalThis as { accountsMetrics?: ReturnType<typeof makeMetrics> };

/**
 * What this process has counted since it started. Labels are words of closed lists, never a name or an address: an
 * attacker can't make them grow, and no user can be found in them.
 */
export function metrics() {
  place.accountsMetrics ??= makeMetrics();
  return place.accountsMetrics;
}

function makeMetrics() {
  const registry = new Registry();
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter<Label>({ name: `accounts_${name}_total`, help, labelNames, registers: [registry] });
  const signIns = counter('sign_ins', 'First factors by what came of them', ['method', 'result']);
  const secondFactors = counter('second_factors', 'Codes and one-time passwords of sign-ins by what came of them', [
    'method',
    'result',
  ]);
  const limitsHit = counter('limits_hit', 'Guesses and mails that a limit stopped before they were looked at', [
    'limit',
  ]);
  const events = counter('events', 'Security events as they are written, by kind', ['kind']);
  const logoutNotices = counter('logout_notices', 'Tries to tell an app of an ended session by what came of them', [
    'result',
  ]);
  const webhooks = counter('event_webhooks', 'Tries to tell the webhook of an event by what came of them', ['result']);
  const mails = counter('mails', 'Tries to send a mail by what came of them', ['result']);
  return {
    registry,
    signIn: (method: FirstFactor, result: 'session' | 'challenge' | Code) => signIns.inc({ method, result }),
    secondFactor: (method: SecondFactor, result: 'passed' | Code) => secondFactors.inc({ method, result }),
    event: (kind: EventKind) => events.inc({ kind }),
    mail: (result: 'sent' | 'waits' | 'refused' | 'given-up') => mails.inc({ result }),
    logoutNotice: (result: 'told' | 'waits' | 'refused' | 'given-up') => logoutNotices.inc({ result }),
    webhook: (result: 'sent' | 'waits' | 'refused' | 'given-up') => webhooks.inc({ result }),
    /** `key` is a counter's key, of which only the kind is kept. */
    limitHit: (key: string) => limitsHit.inc({ limit: limitOf(key) }),
  };
}

/**
 * Returns the kind of a counter: `password:ada@…` is a limit of passwords, `@203.0.113.7` one of an IP address,
 * `password@all` the one of all users.
 */
export function limitOf(key: string): string {
  if (key.startsWith('@')) return 'address';
  if (key.startsWith('sign-up@')) return 'sign-up';
  return key.split(':')[0] ?? '';
}
