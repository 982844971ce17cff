import { claimMail, listDueMails, markMailFailed, markMailSent } from '../../db/mails.ts';
import { later } from '../clock.ts';
import { open } from '../crypto/secret-box.ts';
import { limits } from '../limits.ts';
import type { Letter, Mailer } from '../mail/transport.ts';
import type { Context } from './context.ts';

type Delivery = Pick<Context, 'db' | 'now' | 'settings' | 'log'>;

const BATCH = 20;

/**
 * Sends what is due. Each mail is claimed by one statement that moves its next try ahead, so that of several
 * processes one sends it, and a process that dies while sending leaves it to a later try. Answers how many went.
 */
export async function deliverMails(delivery: Delivery, mailer: Mailer): Promise<number> {
  const { db, now, settings, log } = delivery;
  let sent = 0;
  for (const mail of await listDueMails(db, now, BATCH)) {
    const wait = limits.mailRetriesMs[Math.min(mail.tries, limits.mailRetriesMs.length - 1)] ?? limits.attemptDayMs;
    const [claimed] = await claimMail(db, mail, later(now, wait));
    if (!claimed) continue;
    const opened = open(mail.sealedMail, { purpose: 'mail', userId: '', rowId: mail.id }, settings.encryptionKeys);
    try {
      if (!opened) throw new Error('no key opens this mail');
      await mailer.send({ id: mail.id, ...JSON.parse(opened.toString('utf8')) } as Letter);
      await markMailSent(db, mail.id, now);
      sent += 1;
    } catch (error) {
      const isLast = mail.tries + 1 >= limits.mailRetriesMs.length;
      if (isLast) await markMailFailed(db, mail.id, now);
      log.warn(
        {
          event: isLast ? 'mail-given-up' : 'mail-waits',
          mail: mail.id,
          tries: mail.tries + 1,
          reason: error instanceof Error ? error.message : 'unknown',
        },
        'a mail did not go out',
      );
    }
  }
  return sent;
}
