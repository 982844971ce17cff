import { listNewest } from '../../../db/queries/security-events.ts';
import { countToRemind, listToRemind, type ToRemind } from '../../../db/queries/user-counts.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { reminderMail } from '../../mail/link-mails.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { overdueCreation, twoFactorRequirement } from '../../rules/two-factor/two-factor-policy.ts';
import { languageOf } from '../../words/catalogue.ts';
import type { Context } from '../context.ts';
import { enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { recordEvent } from '../record-event.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';

/** Everyone without two-factor, or those whose time to set it up is over. */
export type Reminded = 'everyone' | 'overdue';

/** Mails someone that two-factor isn't set up yet; nobody twice within a day, however many administrators want it. */
export async function remindTwoFactor(context: Context, action: AdminAction): Promise<Result<null>> {
  return adminFlow(context, action, (tx) => remindIn(context, tx, action));
}

/** As `remindTwoFactor`, inside a transaction that may do more. A refusal has written nothing. */
export function* remindIn(context: Context, tx: Db, { userId, reason, by }: AdminAction) {
  const { now, settings } = context;
  const [user] = yield* query(lockUser(tx, userId));
  if (!user) return refuse('person-unknown');
  if (user.twoFactorSince || user.disabledAt) return refuse('two-factor-on');
  const [last] = yield* query(listNewest(tx, userId, 'two-factor-reminded', 1));
  if (last && now.getTime() - last.at.getTime() < limits.reminderIntervalMs) return refuse('reminded-already');
  const required = twoFactorRequirement(settings.twoFactorPolicy, user, now);
  const due = required && (required.isOverdue ? ('over' as const) : required.deadline);
  const url = `${settings.origin}/profile/two-factor`;
  const mail = mailContext(settings, languageOf(user.language));
  yield* enqueueMail(context, tx, user.email, reminderMail(mail, { name: user.name, url, at: now, reason, due }));
  yield* recordEvent(context, tx, { userId, kind: 'two-factor-reminded', details: { reason }, actor: by });
  return succeed(null);
}

/** Returns how many people a reminder would go to now, counting no further than `most`. */
export async function countReminders(
  context: Context,
  whom: Reminded,
  most = Number.MAX_SAFE_INTEGER,
): Promise<number> {
  const wanted = toRemind(context, whom);
  return wanted ? countToRemind(context.db, wanted, most) : 0;
}

/**
 * Reminds all of them, one after the other, each in a transaction of their own: a second run goes on where the first was
 * stopped. Returns how many mails that were. `onSent` gets the number so far, and stops it by answering false.
 */
export async function remindAll(
  context: Context,
  whom: Reminded,
  order: { reason: string; by: string },
  { most = Number.MAX_SAFE_INTEGER, onSent = async () => true }: Limits = {},
): Promise<number> {
  const wanted = toRemind(context, whom);
  let sent = 0;
  for (let afterId = ''; wanted && sent < most; ) {
    const ids = await listToRemind(context.db, wanted, afterId, Math.min(BATCH, most - sent));
    for (const userId of ids) {
      afterId = userId;
      if (userId === order.by) continue;
      if ((await remindTwoFactor(context, { ...order, userId })).ok) sent += 1;
      if (!(await onSent(sent))) return sent;
    }
    if (ids.length === 0) break;
  }
  return sent;
}

const BATCH = 100;
type Limits = { most?: number; onSent?: (sent: number) => Promise<boolean> };

function toRemind({ now, settings }: Pick<Context, 'now' | 'settings'>, whom: Reminded): ToRemind | null {
  const since = addMs(now, -limits.reminderIntervalMs);
  if (whom === 'everyone') return { since };
  const createdBefore = overdueCreation(settings.twoFactorPolicy, now);
  const isAdmin = settings.twoFactorPolicy.requiredFor === 'admins';
  return createdBefore && { since, overdue: { createdBefore, isAdmin } };
}
