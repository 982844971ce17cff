import 'server-only';
import { clock } from '../clock.ts';
import { settings } from '../env.ts';
import { deliverMails } from '../flows/deliver-mails.ts';
import { limits } from '../limits.ts';
import { log } from '../log.ts';
import { folderMailer, type Mailer, smtpMailer } from '../mail/transport.ts';
import { inRounds } from '../rounds.ts';
import { store } from './store.ts';

let mailer: Mailer | undefined;

/** Looks at the outbox now and then, for mails whose next try has come. */
export function watchOutbox(): void {
  setInterval(sendDueMails, limits.mailIntervalMs).unref();
}

/**
 * Sends what waits in the outbox. Called once an answer is out: no page waits for a mail server. One round at a time: a
 * server that is slow gets no more connections the more people ask.
 */
export const sendDueMails = inRounds(sendAll);

/** All mails that were due when it began; those that come meanwhile are for the next round, so that it ends. */
async function sendAll(): Promise<void> {
  const { mail } = settings();
  mailer ??= mail.smtpUrl ? smtpMailer(mail.smtpUrl, mail.from) : folderMailer(mail.folder, mail.from);
  const dueBy = clock();
  const batch = () => ({ db: store(), now: clock(), settings: settings(), log: log(), dueBy });
  try {
    // One batch after the other, until there is none.
    while ((await deliverMails(batch(), mailer)) > 0);
  } catch (error) {
    log().error(
      { event: 'outbox-failed', reason: error instanceof Error ? error.message : 'unknown' },
      'the outbox could not be read',
    );
  }
}
