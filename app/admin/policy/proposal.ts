import { DAY_MS } from '#lib/config/limits.ts';
import { lastDay, type ProposedPolicy } from '#lib/flows/admin/preview-policy.ts';
import { parseDay } from '#lib/rules/events/day.ts';
import type { TwoFactorPolicy } from '#lib/rules/two-factor/two-factor-policy.ts';

/** A rule that someone asks about, as the form of the page holds it. `from` and `on`: days like 2026-11-24. */
export type Proposal = { who: ProposedPolicy['requiredFor']; from: string; grace: number; on: string };

const MOST_DAYS = 365;

/** Reads which rule a URL asks about. What makes no sense counts as not said: today, and the days that are set. */
export function parseProposal(query: Record<string, unknown>, policy: TwoFactorPolicy, now: Date): Proposal {
  const dayOf = (name: string) => {
    const text = query[name];
    return typeof text === 'string' && parseDay(text) ? text : null;
  };
  const { grace: typed } = query;
  const isNumber = typeof typed === 'string' && /^\d{1,3}$/.test(typed) && Number(typed) <= MOST_DAYS;
  const proposal = {
    who: query['who'] === 'admins' ? ('admins' as const) : ('everyone' as const),
    from: dayOf('from') ?? now.toISOString().slice(0, 10),
    grace: isNumber ? Number(typed) : Math.round(policy.graceMs / DAY_MS),
  };
  return { ...proposal, on: dayOf('on') ?? lastDay(policyOf(proposal), now).toISOString().slice(0, 10) };
}

/** Returns the rule itself. */
export function policyOf({ who, from, grace }: Omit<Proposal, 'on'>): ProposedPolicy {
  return { requiredFor: who, from: parseDay(from), graceMs: grace * DAY_MS };
}
