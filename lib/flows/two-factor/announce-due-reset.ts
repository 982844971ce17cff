import {
  deleteResetsDueBefore,
  listUnannouncedResets,
  markResetAnnounced,
} from '../../../db/queries/second-factor-resets.ts';
import { selectUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { resetDueMail } from '../../mail/link-mails.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { languageOf } from '../../words/catalogue.ts';
import type { Context } from '../context.ts';
import { enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../mail/steps/issue-token.ts';

type JobContext = Pick<Context, 'db' | 'now' | 'settings' | 'log'>;

const BATCH = 100;

/** Mails to every user whose reset has become due, and deletes the resets that were not used for seven days. */
export async function announceDueResets(context: JobContext): Promise<void> {
  await deleteResetsDueBefore(context.db, addMs(context.now, -limits.resetOpenMs));
  for (const userId of await listUnannouncedResets(context.db, context.now, BATCH))
    await announceReset(context, userId);
}

/**
 * Sends the mail about a due reset, once: its link marks the browser in which a sign-in executes the reset
 * (lib/flows/two-factor/steps/execute-due-reset.ts). Otherwise an attacker with the password alone would get in as soon
 * as it is due.
 */
export async function announceReset(context: JobContext, userId: string): Promise<void> {
  await context.db.transaction(function* (tx) {
    const [reset] = yield* query(markResetAnnounced(tx, userId, context.now));
    const [user] = reset ? yield* query(selectUser(tx, userId)) : [];
    if (!reset || !user) return;
    const lifeMs = addMs(reset.dueAt, limits.resetOpenMs).getTime() - context.now.getTime();
    const secret = yield* issueToken(context, tx, {
      purpose: 'reset-due',
      owner: userId,
      email: user.email,
      lifeMs,
    });
    const url = linkUrl(context, 'reset-due', secret);
    yield* enqueueMail(
      context,
      tx,
      user.email,
      resetDueMail(mailContext(context.settings, languageOf(user.language)), { name: user.name, url }),
    );
    context.log.info({ event: 'second-factor-reset-due', user: userId }, 'a reset can be carried out');
  });
}
