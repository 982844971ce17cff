import { listTokens, selectTokensOf, type Token } from '../../../../db/queries/tokens.ts';
import type { Context } from '../../context.ts';
import { tokenPayload } from '../../mail/steps/issue-token.ts';
import type { EmailChange } from './apply-email-change.ts';

/**
 * A change that an administrator ordered without a confirmation, and that nobody gets a link for: kept with the links
 * of that purpose, so that whatever ends those ends it too. `dueAt`: ISO 8601.
 */
export type ScheduledEmailChange = EmailChange & { by: string; dueAt: string };

/** Returns the change that a link stands for, where an administrator has scheduled it. */
export function scheduledIn(context: Context, token: Token): ScheduledEmailChange | null {
  const payload = tokenPayload<Partial<ScheduledEmailChange>>(context, token);
  const { from, to, by, dueAt } = payload ?? {};
  return from && to && by && dueAt ? { from, to, by, dueAt } : null;
}

/** Returns the change that is scheduled for an account, with its token. */
export async function findScheduledEmailChange(context: Context, userId: string) {
  const [token] = await selectTokensOf(context.db, userId, 'change-email', context.now);
  const change = token && scheduledIn(context, token);
  return token && change ? { token, change } : null;
}

/** Returns every change that is due. */
export async function listDueEmailChanges(context: Context): Promise<{ token: Token; change: ScheduledEmailChange }[]> {
  const tokens = await listTokens(context.db, 'change-email', context.now);
  return tokens.flatMap((token) => {
    const change = scheduledIn(context, token);
    return change && new Date(change.dueAt) <= context.now ? [{ token, change }] : [];
  });
}
