import type { Words } from '../../words/shape.ts';
import { isProvider, type Method, providerNames } from '../sign-in/authentication-methods.ts';
import { type EventDetails, type EventKind, type EventOf, isEventKind } from './catalogue.ts';
import { type Differing, type FactsOf, fill } from './fill.ts';
import { inWords } from './say-browser.ts';

/** Who reads it: the user it happened to, or administrators. */
export type Audience = 'self' | 'admin';

/** A kind without a line doesn't compile. */
type Lines = Pick<Words['events']['lines'], EventKind>;
/** Returns the name of a way to sign in, as its owner or an administrator reads it. */
type NameOf = (method: Method | undefined) => string;

/** What fills a line where it isn't the details as they are. */
const facts: {
  readonly [K in Differing<Lines>]: (details: EventDetails[K], nameOf: NameOf) => FactsOf<Lines[K]>;
} = {
  'signed-up': ({ method }, nameOf) => ({ methodName: nameOf(method) }),
  'signed-in': ({ methods: [first, second], passkey = '' }, nameOf) => ({
    firstFactorName: nameOf(first),
    secondFactorName: nameOf(second),
    passkeyName: passkey,
  }),
  'code-refused': ({ method, firstFactor }) => ({
    isRecoveryCode: method === 'recovery-code',
    isPasskey: method === 'passkey',
    providerName: isProvider(firstFactor) ? providerNames[firstFactor] : '',
  }),
  'provider-connected': ({ provider }) => ({ providerName: providerNames[provider] }),
  'provider-disconnected': ({ provider }) => ({ providerName: providerNames[provider] }),
  'second-factor-taken-off': (taken) => ({
    isApp: taken.part === 'app',
    isOneApp: taken.part === 'one-app',
    name: 'name' in taken ? taken.name : null,
  }),
  'app-changed': ({ app, reason, changes }) => ({
    ...{ app, reason },
    isName: changes.includes('name'),
    isHome: changes.includes('home'),
    isRedirects: changes.includes('redirect-uris'),
    isFactors: changes.includes('demands'),
    isAge: changes.includes('sign-in-age'),
    isPkce: changes.includes('pkce'),
    isSignOut: changes.includes('sign-out'),
    isEnd: changes.includes('ends-with'),
    isHosts: changes.includes('hosts'),
    isOpenPaths: changes.includes('open-paths'),
    isRemoteUser: changes.includes('remote-user'),
    isKind: changes.includes('kind'),
    isSecret: changes.includes('secret'),
  }),
  'role-changed': ({ role, reason }) => ({ isAdmin: role === 'admin', reason }),
};

/** Returns what happened, in words for its reader. A kind that only a newer version knows is called by its name. */
export function eventLine({ events }: Words, event: EventOf, audience: Audience): string {
  if (!isEventKind(event.kind)) return event.kind;
  const lines: Lines = events.lines;
  const nameOf: NameOf = (method) => {
    if (!method) return '';
    if (isProvider(method)) return providerNames[method];
    return method === 'password' && audience === 'self' ? events.methods.ownPassword : events.methods[method];
  };
  return rejectionOf(events.rejections, event) ?? fill(lines, facts, inWords(events, event), nameOf);
}

/** Returns what happened, and apart from it the reason that an administrator gave; empty where there is none. */
export function splitReason(words: Words, event: EventOf): { what: string; reason: string } {
  const reason = 'reason' in event.details ? event.details.reason : '';
  const bare = reason ? ({ ...event, details: { ...event.details, reason: '' } } as EventOf) : event;
  return { what: eventLine(words, bare, 'admin'), reason };
}

/** A code that was refused without being compared is neither correct nor incorrect. */
function rejectionOf(rejections: Readonly<Partial<Record<string, string>>>, event: EventOf): string | undefined {
  const isCode = event.kind === 'code-refused' && event.details.method !== 'passkey';
  return isCode ? rejections[event.details.refusal] : undefined;
}
