import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '../config/limits.ts';
import type { Sender } from '../config/sender.ts';
import type { MailContent } from './mail-parts.ts';
import { plainReason } from './plain-reason.ts';

export type Message = MailContent & { id: string; to: string };
export type Mailer = { send(mail: Message): Promise<void> };

const TIMEOUT_MS = 15_000;

/** The server will never accept this message (SMTP 5yz about its recipient or its text): trying again is useless. */
export class MessageRefused extends Error {}

/** Sends messages to an SMTP server, with bounded waits. */
export function smtpMailer(url: string, from: Sender): Mailer {
  let transport: ReturnType<typeof smtpTransport> | undefined;
  return {
    async send(mail) {
      transport ??= smtpTransport(url);
      const sent = (await transport).sendMail(message(mail, from)).catch((error: unknown) => {
        throw isFinal(error) ? new MessageRefused(error.message) : error;
      });
      await inTime(sent);
    },
  };
}

/**
 * RFC 5321 §4.2.1: 5yz is a permanent refusal. A server that refuses us (the login, the sender's address, its greeting)
 * shows a wrong setting, which will be fixed: no reason to lose all mail.
 */
function isFinal(error: unknown): error is Error {
  const { code, command, responseCode = 0 } = error as { code?: string; command?: string; responseCode?: number };
  const isAboutIt = (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE';
  return error instanceof Error && isAboutIt && responseCode >= 500 && responseCode < 600;
}

/** Bounds the whole conversation: a server that never stops talking stays within the timeout of each single answer. */
async function inTime(sent: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the mail server took too long')), limits.mailAnswerMs);
  });
  await Promise.race([sent, late]).finally(() => clearTimeout(timer));
}

/** Without a mail server: writes each message to `folder` as an .eml file, for the administrator. */
export function folderMailer(folder: string, from: Sender): Mailer {
  return {
    async send(mail) {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
      await mkdir(/* turbopackIgnore: true */ folder, { recursive: true, mode: 0o700 });
      const sent = await transport.sendMail(message(mail, from));
      await writeFile(join(/* turbopackIgnore: true */ folder, `${mail.id}.eml`), sent.message as Buffer, {
        mode: 0o600,
      });
    },
  };
}

/** Deletes messages, and the personal data in them, from the folder. Ignores files that don't exist. */
export async function deleteMailFiles(folder: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) await rm(join(/* turbopackIgnore: true */ folder, `${id}.eml`), { force: true });
}

/** One message, one recipient. The Message-ID stays the same over retries, so that servers can drop a duplicate. */
function message({ id, to, subject, text, html }: Message, from: Sender) {
  const host =
    from.address
      .split('@')
      .at(-1)
      ?.replace(/[^\w.-]/g, '') || 'localhost';
  return {
    // Name and address apart: as one text, a name like `Acme <x>` would become the address.
    from: { ...from },
    // An object, not a text: nothing in an address can add a recipient (GHSA-7rqj-j65f-68wh).
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: `<${id}@${host}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/**
 * Returns what keeps us from handing mail to this server (name, TLS, password); null when nothing does. Sends nothing.
 */
export async function checkSmtp(url: string): Promise<string | null> {
  const transport = await smtpTransport(url);
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return plainReason(error);
  } finally {
    transport.close();
  }
}

/** The library waits for the first message: a start reads and keeps it twice otherwise, once in each bundle. */
async function smtpTransport(url: string) {
  const { createTransport } = await import('nodemailer');
  const bounded = new URL(url);
  // In the URL, since nodemailer drops every option that stands beside one; its own timeouts are up to ten minutes.
  for (const name of ['dnsTimeout', 'connectionTimeout', 'greetingTimeout', 'socketTimeout'])
    bounded.searchParams.set(name, String(TIMEOUT_MS));
  return createTransport(bounded.href);
}
