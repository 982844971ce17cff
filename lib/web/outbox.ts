import 'server-only';
import { clock } from '../clock.ts';
import { settings } from '../env.ts';
import { deliverMails } from '../flows/deliver-mails.ts';
import { limits } from '../limits.ts';
import { log } from '../log.ts';
import { folderMailer, type Mailer, smtpMailer } from '../mail/transport.ts';
import { store } from './store.ts';

let mailer: Mailer | undefined;

/** Looks at the outbox now and then, for mails whose next try has come. */
export function watchOutbox(): void {
  setInterval(sendDueMails, limits.mailIntervalMs).unref();
}

let pass: Promise<void> | null = null;
let isAsked = false;

/**
 * Sends what waits in the outbox. Called once an answer is out: no page waits for a mail server. One pass at a time:
 * a server that is slow gets no more connections the more people ask.
 */
export function sendDueMails(): Promise<void> {
  isAsked = true;
  pass ??= sendAll().finally(() => {
    pass = null;
  });
  return pass;
}

async function sendAll(): Promise<void> {
  const { mail } = settings();
  mailer ??= mail.smtpUrl ? smtpMailer(mail.smtpUrl, mail.from) : folderMailer(mail.folder, mail.from);
  try {
    while (isAsked) {
      isAsked = false;
      const sent = await deliverMails({ db: store(), now: clock(), settings: settings(), log: log() }, mailer);
      // What did not fit into this batch.
      if (sent > 0) isAsked = true;
    }
  } catch (error) {
    log().error(
      { event: 'outbox-failed', reason: error instanceof Error ? error.message : 'unknown' },
      'the outbox could not be read',
    );
  }
}
