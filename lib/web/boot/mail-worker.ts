import 'server-only';
import { clock } from '../../clock.ts';
import { coalesce } from '../../coalesce.ts';
import { settings } from '../../config/env.ts';
import { limits } from '../../config/limits.ts';
import { errorMessage } from '../../error-message.ts';
import { beginDeliveries, type Sending } from '../../flows/mail/send-queued-mail.ts';
import { makeLanes } from '../../mail/lanes.ts';
import { folderMailer, type Mailer, smtpMailer } from '../../mail/transport.ts';
import { log } from '../../observability/log.ts';
import { store } from '../store.ts';

let mailer: Mailer | undefined;

/** Polls the outbox for mails whose next try is due. */
export function startMailWorker(): void {
  setInterval(sendDueMails, limits.mailIntervalMs).unref();
}

/** Of this process: however many requests there are, a slow mail server gets no more connections than these. */
const lanes = makeLanes({ atOnce: limits.mailsAtOnce, patienceMs: limits.mailPatienceMs, most: limits.mailsMost });
const underWay = new Set<Promise<Sending>>();

/**
 * Sends what waits in the outbox, and waits for the end of it. Called after the response: no page waits for a mail
 * server, and no mail for another one that the server is slow about.
 */
export async function sendDueMails(): Promise<void> {
  await takeUpAll();
  const outcomes = await Promise.all(underWay);
  if (!outcomes.includes('answered')) return;
  await takeUpAll();
  await Promise.all(underWay);
}

/**
 * One round at a time. It ends when everything that was due at its start is under way; later mails are for the next
 * one.
 */
const takeUpAll = coalesce(async () => {
  const { mail } = settings();
  mailer ??= mail.smtpUrl ? smtpMailer(mail.smtpUrl, mail.from) : folderMailer(mail.folder, mail.from);
  const dueBy = clock();
  try {
    for (let begun = 1; begun > 0; ) {
      const delivery = { db: store(), now: clock(), settings: settings(), log: log(), dueBy };
      const sendings = await beginDeliveries(delivery, mailer, lanes);
      for (const sending of sendings) follow(sending);
      begun = sendings.length;
    }
  } catch (error) {
    noteTrouble(error);
  }
});

function follow(sending: Promise<Sending>): void {
  const end = sending
    .catch((error: unknown): Sending => {
      noteTrouble(error);
      return 'failed';
    })
    .finally(() => underWay.delete(end));
  underWay.add(end);
}

function noteTrouble(error: unknown): void {
  log().error({ event: 'outbox-failed', reason: errorMessage(error) }, 'the outbox could not be read or written');
}
