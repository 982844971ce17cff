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

/** Sends what waits in the outbox. Called once an answer is out: no page waits for a mail server. */
export async function sendDueMails(): Promise<void> {
  const { mail } = settings();
  mailer ??= mail.smtpUrl ? smtpMailer(mail.smtpUrl, mail.from) : folderMailer(mail.folder, mail.from);
  try {
    await deliverMails({ db: store(), now: clock(), settings: settings(), log: log() }, mailer);
  } catch (error) {
    log().error(
      { event: 'outbox-failed', reason: error instanceof Error ? error.message : 'unknown' },
      'the outbox could not be read',
    );
  }
}
