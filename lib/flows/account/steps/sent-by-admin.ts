import type { Token } from '../../../../db/queries/tokens.ts';
import type { Context } from '../../context.ts';
import { tokenPayload } from '../../mail/steps/issue-token.ts';

/** What an administrator's undo link carries: who sent it, and from when it works (ISO 8601). */
export type SentByAdmin = { by: string; from: string };

/** Returns who sent a link, where that was an administrator. Links of 0.1.0 carry emails, and no name. */
export function sentByAdmin(context: Context, token: Token): SentByAdmin | null {
  const payload = tokenPayload<Partial<SentByAdmin>>(context, token);
  return payload?.by && payload.from ? { by: payload.by, from: payload.from } : null;
}
