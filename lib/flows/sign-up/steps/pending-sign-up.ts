import { listLinkedIdentities } from '../../../../db/queries/linked-identities.ts';
import { consumeToken, selectTokensOf, type Token } from '../../../../db/queries/tokens.ts';
import { findUserByEmail } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { limits } from '../../../config/limits.ts';
import { addressReservedMail } from '../../../mail/address-mails.ts';
import { accountExistsMail, confirmAddressMail } from '../../../mail/link-mails.ts';
import { mailContext } from '../../../mail/mail-context.ts';
import { providerNames } from '../../../rules/sign-in/authentication-methods.ts';
import { languageOf } from '../../../words/catalogue.ts';
import { isReservedAddress } from '../../account/steps/reserved-address.ts';
import type { Context } from '../../context.ts';
import { consumeMailQuota, enqueueMail } from '../../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl, tokenPayload } from '../../mail/steps/issue-token.ts';

/**
 * A sign-up whose email isn't confirmed yet. There is no account before it is, so none can be taken over. Anyone can
 * sign up with any email, so each sign-up belongs to the browser that made it (its device cookie; null where a browser
 * keeps none), and the sign-ups of several browsers for one email stay apart (attack A-05).
 */
export type PendingSignUp = { name: string; email: string; passwordHash: string; deviceCookieHash: string | null };

/** "Send it again", to the browser that signed up: its newest link counts, the ones before are dead. */
export async function resendSignUp(context: Context, email: string): Promise<void> {
  const own = (await context.db.transaction((tx) => pendingSignUps(context, tx, email))).find(({ isOwn }) => isOwn);
  if (own) return mailSignUp(context, own.pending);
  // Confirmed on another device already: the mail says so, and the page says the same for every email.
  if (await findUserByEmail(context.db, email))
    await mailSignUp(context, { name: '', email, passwordHash: '', deviceCookieHash: null });
}

/** Returns the pending sign-up for an email, of this browser or else the newest; null where there is none. */
export async function findPendingSignUp(context: Context, email: string): Promise<PendingSignUp | null> {
  const found = await context.db.transaction((tx) => pendingSignUps(context, tx, email));
  return (found.find(({ isOwn }) => isOwn) ?? found[0])?.pending ?? null;
}

/** Returns the pending sign-ups for an email, the newest first, and which are this browser's own. */
export function* pendingSignUps(context: Context, tx: Db, email: string) {
  const { deviceCookieHash } = context.client;
  const tokens: Token[] = yield* query(selectTokensOf(tx, email, 'sign-up', context.now));
  return tokens.flatMap((token) => {
    const pending = tokenPayload<PendingSignUp>(context, token);
    const isOwn = deviceCookieHash !== null && pending?.deviceCookieHash === deviceCookieHash;
    return pending ? [{ secretHash: token.secretHash, pending, isOwn }] : [];
  });
}

/** Mails the link of a sign-up, or notifies the owner that the email has an account. */
export async function mailSignUp(context: Context, pending: PendingSignUp): Promise<void> {
  if (!(await consumeMailQuota(context, pending.email))) return;
  const { origin } = context.settings;
  const user = await findUserByEmail(context.db, pending.email);
  const providers = user ? await listLinkedIdentities(context.db, user.id) : [];
  const toVisitor = mailContext(context.settings, languageOf(context.client.language));
  await context.db.transaction(function* (tx) {
    if (user) {
      const mail = accountExistsMail(mailContext(context.settings, languageOf(user.language)), {
        name: user.name,
        url: `${origin}/login`,
        resetUrl: `${origin}/forgot-password`,
        waysIn: {
          hasPassword: user.passwordHash !== null,
          providers: providers.map(({ provider }) => providerNames[provider]),
        },
      });
      yield* enqueueMail(context, tx, user.email, mail);
      return;
    }
    if (yield* isReservedAddress(context, tx, pending.email)) {
      yield* enqueueMail(context, tx, pending.email, addressReservedMail(toVisitor));
      return;
    }
    for (const { secretHash, isOwn } of yield* pendingSignUps(context, tx, pending.email))
      if (isOwn) yield* query(consumeToken(tx, secretHash, 'sign-up', context.now));
    const secret = yield* issueToken(context, tx, {
      purpose: 'sign-up',
      owner: pending.email,
      lifeMs: limits.confirmLinkLifeMs,
      payload: pending,
    });
    const url = linkUrl(context, 'sign-up', secret);
    yield* enqueueMail(context, tx, pending.email, confirmAddressMail(toVisitor, { url }));
  });
}
