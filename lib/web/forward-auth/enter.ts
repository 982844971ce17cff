import 'server-only';
import { settings } from '../../config/env.ts';
import { issueTicket } from '../../flows/apps/enter-host.ts';
import { hostVisitQuery, parseHostVisit } from '../../http/host-visit.ts';
import { originOf } from '../../rules/apps/guarded-host.ts';
import { requestContext } from '../context.ts';
import { currentUser } from '../session.ts';
import { seeOther } from './see-other.ts';

/** Sends a visit on to its host with a ticket, or to the page that says what is missing. */
export async function enterHost(query: URLSearchParams): Promise<Response> {
  const visit = parseHostVisit(query);
  if (!visit) return seeOther('/apps/waiting');
  const signed = await currentUser();
  const isReady = signed !== null && !signed.requirement?.isOverdue;
  const ticket = isReady ? await issueTicket(await requestContext(), visit, signed) : null;
  if (ticket === null) return seeOther(`/apps/waiting?${hostVisitQuery(visit)}`);
  return seeOther(`${originOf(visit.host, settings().isHttps)}/.connect/finish?ticket=${ticket}`);
}
