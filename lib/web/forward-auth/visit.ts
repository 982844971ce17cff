import 'server-only';
import { findGuardedHost } from '../../../db/queries/guarded-hosts.ts';
import { settings } from '../../config/env.ts';
import { limits } from '../../config/limits.ts';
import { generateToken, hashToken } from '../../crypto/token.ts';
import { leaveHost } from '../../flows/apps/leave-host.ts';
import { openHost } from '../../flows/apps/open-host.ts';
import { hostVisitQuery, returnPath } from '../../http/host-visit.ts';
import { canonicalHost } from '../../rules/apps/guarded-host.ts';
import { requestContext } from '../context.ts';
import { hostToken, hostTokenLine, visitLine, visitSecrets } from './host-cookies.ts';
import { answerPlainly } from './plain-answer.ts';
import { seeOther } from './see-other.ts';

/**
 * Sets out to sign in: binds the visit to this browser, and sends it to our own address. A browser that has
 * set out already keeps what it was bound to.
 */
export async function beginVisit(sent: Headers, to: readonly string[]): Promise<Response> {
  const config = settings();
  const host = hostOf(sent);
  const { db } = await requestContext();
  if (host === null || !(await findGuardedHost(db, host))) return answerPlainly('unknown');
  const secret = visitSecrets(cookiesOf(sent), config)[0] ?? generateToken();
  const visit = { host, to: returnPath(to[0] ?? '/'), bind: hashToken(secret) };
  return seeOther(`${config.origin}/apps/enter?${hostVisitQuery(visit)}`, [
    visitLine(secret, limits.hostVisitLifeMs, config),
  ]);
}

/** Takes the ticket for this host's own cookie, and goes on to the page that was asked for. */
export async function finishVisit(sent: Headers, tickets: readonly string[]): Promise<Response> {
  const config = settings();
  const [host, secrets] = [hostOf(sent), visitSecrets(cookiesOf(sent), config)];
  if (host === null) return answerPlainly('unknown');
  const [ticket = ''] = tickets;
  const opened = await openHost(await requestContext(), { ticket, host, secrets });
  if (!opened) return answerPlainly('spent');
  return seeOther(opened.returnTo, [hostTokenLine(opened.token, config.sessionLifeMs, config)]);
}

/**
 * Ends what this browser holds at the host, and goes on to our page that asks whether to sign out altogether. What
 * another host or no person asks for ends nothing.
 */
export async function endVisit(sent: Headers): Promise<Response> {
  const config = settings();
  const host = hostOf(sent);
  const isWanted = isByPersonHere(sent);
  const token = isWanted ? hostToken(cookiesOf(sent), config) : null;
  const app = host && (await leaveHost(await requestContext(), { host, token }));
  if (!app) return answerPlainly('unknown');
  const cookies = isWanted ? [hostTokenLine(null, 0, config)] : [];
  return seeOther(`${config.origin}/sign-out?app=${encodeURIComponent(app)}`, cookies);
}

/**
 * Whether someone at the host itself pressed a link, or a script there asked: no site and no neighbour host, no picture
 * that someone wrote into a page of the app, and no browser that only looks ahead (attack G-34).
 */
function isByPersonHere(sent: Headers): boolean {
  const [site, destination] = [sent.get('sec-fetch-site') ?? 'none', sent.get('sec-fetch-dest') ?? 'empty'];
  const isHere = site === 'none' || site === 'same-origin';
  return isHere && (destination === 'document' || destination === 'empty') && !sent.has('sec-purpose');
}

/** The host that this browser is at. Its word is enough: what it gets here is for itself. */
function hostOf(sent: Headers): string | null {
  return canonicalHost(sent.get('host') ?? '', settings().isHttps);
}

function cookiesOf(sent: Headers): string[] {
  return [sent.get('cookie') ?? ''];
}
