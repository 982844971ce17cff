import { and, asc, count, eq, isNull, lte, sql as raw } from 'drizzle-orm';
import { prepared } from '../prepared.ts';
import type { Db } from '../store.ts';

export type Mail = {
  id: string;
  /** The account it is about. */
  userId: string | null;
  sealedMail: string;
  createdAt: Date;
  nextTryAt: Date;
  tries: number;
  sentAt: Date | null;
  failedAt: Date | null;
};

export function insertMail({ sql, tables: { mails } }: Db, mail: Mail) {
  return sql.insert(mails).values(mail).returning({ id: mails.id });
}

/** Returns the mails whose next try is due: the least tried first, so that what failed before holds up nothing new. */
export const listDueMails = prepared(['now', 'limit'], ({ sql, tables: { mails } }, value) =>
  sql
    .select()
    .from(mails)
    .where(and(isNull(mails.sentAt), isNull(mails.failedAt), lte(mails.nextTryAt, value('now', mails.nextTryAt))))
    .orderBy(asc(mails.tries), asc(mails.createdAt))
    .limit(raw.placeholder('limit')),
);

/** Takes a due mail for one try, by moving its next try ahead: only one sender gets the row. */
export function claimMail({ sql, tables: { mails } }: Db, mail: Pick<Mail, 'id' | 'tries'>, nextTryAt: Date) {
  return sql
    .update(mails)
    .set({ nextTryAt, tries: mail.tries + 1 })
    .where(and(eq(mails.id, mail.id), eq(mails.tries, mail.tries), isNull(mails.sentAt)))
    .returning({ id: mails.id });
}

/** Replaces what a mail says, unless a sender has taken it. */
export function replaceMail({ sql, tables: { mails } }: Db, id: string, sealedMail: string) {
  return sql
    .update(mails)
    .set({ sealedMail })
    .where(and(eq(mails.id, id), eq(mails.tries, 0)))
    .returning({ id: mails.id });
}

/** After a failed try: sets when the next one is due. */
export function postponeMail({ sql, tables: { mails } }: Db, id: string, nextTryAt: Date) {
  return sql.update(mails).set({ nextTryAt }).where(eq(mails.id, id)).returning({ id: mails.id });
}

/** Notes that the server took the mail: nothing of its content is kept. */
export function markMailSent({ sql, tables: { mails } }: Db, id: string, now: Date) {
  return sql.update(mails).set({ sentAt: now, sealedMail: '' }).where(eq(mails.id, id)).returning({ id: mails.id });
}

export function markMailFailed({ sql, tables: { mails } }: Db, id: string, now: Date) {
  return sql.update(mails).set({ failedAt: now, sealedMail: '' }).where(eq(mails.id, id)).returning({ id: mails.id });
}

export function deleteMail({ sql, tables: { mails } }: Db, id: string) {
  return sql.delete(mails).where(eq(mails.id, id)).returning({ id: mails.id });
}

/** Returns since when the oldest waiting mail waits, neither sent nor given up; null when none does. */
export async function findOldestWaitingMail({ sql, tables: { mails } }: Db): Promise<Date | null> {
  const [oldest] = await sql
    .select({ createdAt: mails.createdAt })
    .from(mails)
    .where(and(isNull(mails.sentAt), isNull(mails.failedAt)))
    .orderBy(asc(mails.createdAt))
    .limit(1);
  return oldest?.createdAt ?? null;
}

/** Returns how many mails wait, neither sent nor given up. */
export async function countWaitingMails({ sql, tables: { mails } }: Db): Promise<number> {
  const [row] = await sql
    .select({ number: count() })
    .from(mails)
    .where(and(isNull(mails.sentAt), isNull(mails.failedAt)));
  return row?.number ?? 0;
}

/** Returns the mails about an account, sent ones included. */
export function selectMailsOf({ sql, tables: { mails } }: Db, userId: string) {
  return sql
    .select({
      id: mails.id,
      createdAt: mails.createdAt,
      tries: mails.tries,
      sentAt: mails.sentAt,
      failedAt: mails.failedAt,
    })
    .from(mails)
    .where(eq(mails.userId, userId))
    .orderBy(asc(mails.createdAt));
}
