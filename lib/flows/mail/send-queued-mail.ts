import {
  claimMail,
  deleteMail,
  listDueMails,
  type Mail,
  markMailFailed,
  markMailSent,
  postponeMail,
} from '../../../db/queries/mails.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { open } from '../../crypto/secret-box.ts';
import { type Lanes, makeLanes } from '../../mail/lanes.ts';
import { plainReason } from '../../mail/plain-reason.ts';
import { type Mailer, type Message, MessageRefused } from '../../mail/transport.ts';
import { metrics } from '../../observability/metrics.ts';
import type { Context } from '../context.ts';
import { tryOnce } from '../try-once.ts';
import { handleRequest, type MessageRequest } from './request-message.ts';

type Delivery = Omit<Context, 'client'> & {
  /** Mails that became due later than this are left for another run; `now` if left out. */
  dueBy?: Date;
};

/** `answered`: what was asked for waits in the outbox itself now. */
export type Sending = 'sent' | 'answered' | 'failed';

/**
 * Starts to send due mail, as much as `lanes` have room for, first tries before later ones; returns what was started,
 * none when nothing is due. Each mail is claimed by one statement that moves its next try beyond the longest time that
 * this one can take: of several processes one sends it, however slow the server is, and a process that dies while
 * sending leaves it to a later try.
 */
export async function beginDeliveries(delivery: Delivery, mailer: Mailer, lanes: Lanes): Promise<Promise<Sending>[]> {
  const { db, now, dueBy = now } = delivery;
  for (;;) {
    const due = await listDueMails(db, dueBy, await lanes.room());
    const begun: Promise<Sending>[] = [];
    for (const mail of due) {
      const [own] = await claimMail(db, mail, addMs(now, limits.mailTryMs));
      if (own) begun.push(lanes.run(() => deliver(delivery, mailer, mail)));
    }
    // Where another process claimed all of these first, there may be more behind them.
    if (due.length === 0 || begun.length > 0) return begun;
  }
}

/** Sends all due mail and waits for the end of it. Returns how many mails were sent. */
export async function sendQueuedMail(delivery: Delivery, mailer: Mailer): Promise<number> {
  const lanes = makeLanes({ atOnce: limits.mailsAtOnce, patienceMs: limits.mailPatienceMs, most: limits.mailsMost });
  const all: Promise<Sending>[] = [];
  for (;;) {
    const begun = await beginDeliveries(delivery, mailer, lanes);
    if (begun.length === 0) {
      const outcomes = await Promise.all(all.splice(0));
      if (!outcomes.includes('answered')) return outcomes.filter((outcome) => outcome === 'sent').length;
    }
    all.push(...begun);
  }
}

async function deliver(delivery: Delivery, mailer: Mailer, mail: Mail): Promise<Sending> {
  const { db, now, settings, log } = delivery;
  const opened = open(mail.sealedMail, { purpose: 'mail', userId: '', rowId: mail.id }, settings.encryptionKeys);
  let isRequest = false;
  const outcome = await tryOnce({
    now,
    tries: mail.tries,
    retriesMs: limits.mailRetriesMs,
    send: async () => {
      if (!opened) throw new Error('no key opens this mail');
      const content = JSON.parse(opened.toString('utf8')) as Omit<Message, 'id'> | MessageRequest;
      isRequest = 'request' in content;
      await ('request' in content ? handleRequest(delivery, content) : mailer.send({ id: mail.id, ...content }));
    },
    // A server that says "never" (SMTP 5yz) is trusted; everything else may pass, and is tried again.
    isFinal: (error) => error instanceof MessageRefused,
    markSent: () => (isRequest ? deleteMail(db, mail.id) : markMailSent(db, mail.id, now)),
    postpone: (until) => postponeMail(db, mail.id, until),
    giveUp: () => markMailFailed(db, mail.id, now),
    note: (result, error) => {
      if (result !== 'sent' || !isRequest) metrics().mail(result);
      if (result === 'sent') return;
      const facts = { event: `mail-${result}`, mail: mail.id, tries: mail.tries + 1, reason: plainReason(error) };
      log.warn(facts, 'a mail did not go out');
    },
  });
  if (outcome !== 'sent') return 'failed';
  return isRequest ? 'answered' : 'sent';
}
