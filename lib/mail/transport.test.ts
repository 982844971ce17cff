import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleSettings } from '../../test/sample-mails.ts';
import { parseSettings } from '../config/settings.ts';
import { confirmAddressMail } from './link-mails.ts';
import { mailContext } from './mail-context.ts';
import { folderMailer, MessageRefused, smtpMailer } from './transport.ts';

type Received = { sender: string; recipients: string[]; raw: string };
let received: Received[];
let isRefusing: boolean;
/** What the server says to each step of a mail, where it isn't "fine". */
let answers: Partial<Record<'from' | 'to' | 'text', [number, string]>>;
let server: SMTPServer;
let url: string;

beforeEach(async () => {
  received = [];
  isRefusing = false;
  answers = {};
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => done(refusal(answers.from)),
    onRcptTo: (_address, _session, done) => done(refusal(answers.to)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (answers.text) return done(refusal(answers.text));
        if (isRefusing) return done(new Error('try again later'));
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        const { mailFrom } = session.envelope;
        received.push({
          sender: mailFrom ? mailFrom.address : '',
          recipients,
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        return done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterEach(async () => new Promise<void>((closed) => server.close(() => closed())));

const origin = 'https://connect.example.com';
const from = { name: 'Axelor Connect', address: 'no-reply@connect.example.com' };
function refusal(said: [number, string] | undefined): Error | null {
  return said ? Object.assign(new Error(said[1]), { responseCode: said[0] }) : null;
}

const letterTo = (to: string) => ({
  id: 'mail-1',
  to,
  ...confirmAddressMail(mailContext(sampleSettings, 'en'), {
    url: `${origin}/link/sign-up?token=t`,
  }),
});

/** A display name as a mail program shows it: quoted, or encoded words (RFC 2047). */
function decodeWords(text: string): string {
  if (text.startsWith('"')) return text.slice(1, -1).replace(/\\(.)/g, '$1');
  return text.replace(/=\?UTF-8\?([BQ])\?(.*?)\?=\s*/gi, (_, kind: string, data: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(data, 'base64').toString('utf8')
      : Buffer.from(
          data
            .replaceAll('_', ' ')
            .replace(/=([0-9A-F]{2})/gi, (_hex, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
          'latin1',
        ).toString('utf8'),
  );
}

describe('a real SMTP server', () => {
  test('gets a mail with text and HTML, and the same Message-ID at every try', async () => {
    const mailer = smtpMailer(url, from);
    await mailer.send(letterTo('ada@example.com'));
    await mailer.send(letterTo('ada@example.com'));
    expect(received.map(({ recipients }) => recipients)).toEqual([['ada@example.com'], ['ada@example.com']]);
    for (const { raw } of received) {
      expect(raw).toContain('Message-ID: <mail-1@connect.example.com>');
      expect(raw).toContain('Subject: Confirm your email address');
      expect(raw).toMatch(/Content-Type: text\/plain[\s\S]*Content-Type: text\/html/);
    }
  });

  test('gets no second recipient out of an address (attack P-03)', async () => {
    const mailer = smtpMailer(url, from);
    const evil = [
      'ada@example.com, eve@example.com',
      'ada@example.com\r\nBcc: eve@example.com',
      'ada＠example.com,eve@example.com',
    ];
    for (const to of evil) await mailer.send(letterTo(to)).catch(() => {});
    expect(received.flatMap(({ recipients }) => recipients)).not.toContain('eve@example.com');
    for (const { raw } of received) expect(raw).not.toMatch(/^Bcc:/im);
  });

  test.each(['Acme "HQ" <x>', "Bob's <b>Café</b>, & Söhne; (all)", 'アクセロール', 'back\\slash "', 'a@evil.example'])(
    'accepts a mail of an app called %s, whose sender is still ours',
    async (appName) => {
      const parsed = parseSettings({
        AUTH_URL: 'https://connect.example.com',
        AUTH_SECRET: 's'.repeat(44),
        ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
        APP_NAME: appName,
      });
      if (!parsed.ok) throw new Error('The name was refused.');
      await smtpMailer(url, parsed.settings.mail.from).send(letterTo('ada@example.com'));
      const [{ sender, raw } = { sender: '', raw: '' }] = received;
      expect(sender).toBe('no-reply@connect.example.com');
      const [, name = ''] = /^From: ([\s\S]*?)\s*<no-reply@connect\.example\.com>\r\n(?!\s)/m.exec(raw) ?? [];
      expect(decodeWords(name)).toBe(appName);
    },
  );
  test.each([
    ['550 for the recipient', { to: [550, '5.1.1 no such mailbox'] }, true],
    ['553 for the recipient', { to: [553, '5.1.3 bad address'] }, true],
    ['554 for the text', { text: [554, '5.7.1 refused'] }, true],
    ['450 for the recipient', { to: [450, '4.2.1 greylisted'] }, false],
    ['452 for the text', { text: [452, '4.3.1 full'] }, false],
    // A setting of ours: an administrator will fix it.
    ['550 for the sender', { from: [550, '5.7.1 not yours'] }, false],
  ] as const)('that says %s is final or tried again', async (_name, said, isFinal) => {
    answers = said as unknown as typeof answers;
    const failure = await smtpMailer(url, from)
      .send(letterTo('ada@example.com'))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure instanceof MessageRefused).toBe(isFinal);
  });

  test('that refuses our login is tried again once the password is right', async () => {
    const failure = await smtpMailer(url.replace('//', '//us:wrong@'), from)
      .send(letterTo('ada@example.com'))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(MessageRefused);
  });

  test('that refuses makes the sending fail, so that the outbox keeps the mail', async () => {
    isRefusing = true;
    await expect(smtpMailer(url, from).send(letterTo('ada@example.com'))).rejects.toThrow('try again later');
  });
});

test('without a server a mail becomes one file for its owner alone, however often it is tried', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outbox-'));
  const mailer = folderMailer(join(folder, 'outbox'), from);
  await mailer.send(letterTo('ada@example.com'));
  await mailer.send(letterTo('ada@example.com'));
  const files = readdirSync(join(folder, 'outbox'));
  expect(files).toEqual(['mail-1.eml']);
  expect(statSync(join(folder, 'outbox', 'mail-1.eml')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'outbox', 'mail-1.eml'), 'utf8')).toContain('To: ada@example.com');
  rmSync(folder, { recursive: true });
});
