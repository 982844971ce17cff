import { claimMail, listDueMails, type Mail, markMailFailed, markMailSent, postponeMail } from '../../db/mails.ts';
import { later } from '../clock.ts';
import { open } from '../crypto/secret-box.ts';
import { limits } from '../limits.ts';
import { plainReason } from '../mail/plain-reason.ts';
import type { Letter, Mailer } from '../mail/transport.ts';
import type { Context } from './context.ts';

type Delivery = Pick<Context, 'db' | 'now' | 'settings' | 'log'> & {
  /** Mails that became due later than this are left for another time; `now` if left out. */
  dueBy?: Date;
};

/** Sent side by side: one that the server is slow about holds up no other. */
const BATCH = 5;

/**
 * Sends some of what is due. Each mail is claimed by one statement that moves its next try beyond the longest time
 * that this one can take, so that of several processes one sends it, however slow the server is, and a process that
 * dies while sending leaves it to a later try. Answers how many went.
 */
export async function deliverMails(delivery: Delivery, mailer: Mailer): Promise<number> {
  const claimed: Mail[] = [];
  for (const mail of await listDueMails(delivery.db, delivery.dueBy ?? delivery.now, BATCH)) {
    const [own] = await claimMail(delivery.db, mail, later(delivery.now, limits.mailTryMs));
    if (own) claimed.push(mail);
  }
  const outcomes = await Promise.all(claimed.map((mail) => deliver(delivery, mailer, mail)));
  return outcomes.filter(Boolean).length;
}

async function deliver({ db, now, settings, log }: Delivery, mailer: Mailer, mail: Mail): Promise<boolean> {
  const opened = open(mail.sealedMail, { purpose: 'mail', userId: '', rowId: mail.id }, settings.encryptionKeys);
  try {
    if (!opened) throw new Error('no key opens this mail');
    await mailer.send({ id: mail.id, ...JSON.parse(opened.toString('utf8')) } as Letter);
  } catch (error) {
    const wait = limits.mailRetriesMs[mail.tries];
    await (wait === undefined ? markMailFailed(db, mail.id, now) : postponeMail(db, mail.id, later(now, wait)));
    const event = wait === undefined ? 'mail-given-up' : 'mail-waits';
    log.warn({ event, mail: mail.id, tries: mail.tries + 1, reason: plainReason(error) }, 'a mail did not go out');
    return false;
  }
  await markMailSent(db, mail.id, now);
  return true;
}
