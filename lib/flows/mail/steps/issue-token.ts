import { deleteExpiredTokens, deleteTokensOf, insertToken, type Token } from '../../../../db/queries/tokens.ts';
import { type Db, query } from '../../../../db/store.ts';
import { addMs } from '../../../clock.ts';
import { open, seal } from '../../../crypto/secret-box.ts';
import { generateToken, hashToken } from '../../../crypto/token.ts';
import type { TokenPurpose } from '../../../rules/account/purposes.ts';
import type { Provider } from '../../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../../context.ts';

/** What the mail of a "Not you?" link was about, where the link undoes it: the linked identity or passkey by its id. */
export type Disowned = { provider: Provider; accountId: string } | { passkeyId: string };

type TokenRequest = { purpose: TokenPurpose; owner: string; about?: string; lifeMs: number; payload?: unknown } & (
  | { purpose: 'reset-password' | 'not-me'; email: string }
  | { purpose: Exclude<TokenPurpose, 'reset-password' | 'not-me'>; email?: string }
);

/**
 * Purposes whose links don't replace each other: notices, undos, objections, and sign-ups, since strangers may sign up
 * with the same email.
 */
const notReplaced: readonly TokenPurpose[] = ['not-me', 'undo-email', 'objection', 'sign-up'];

/**
 * Generates the secret of a mailed link and returns it. Only its hash is stored. The newest of a purpose replaces the
 * ones before, except those of `notReplaced`. A link that proves a mailbox names it.
 */
export function* issueToken(
  { now, settings }: Pick<Context, 'now' | 'settings'>,
  db: Db,
  { purpose, owner, email, about, lifeMs, payload }: TokenRequest,
) {
  const secret = generateToken();
  const secretHash = hashToken(secret);
  yield* query(deleteExpiredTokens(db, now));
  if (!notReplaced.includes(purpose)) yield* query(deleteTokensOf(db, owner, purpose));
  const sealedPayload =
    payload === undefined
      ? null
      : seal(
          Buffer.from(JSON.stringify(payload)),
          { purpose: 'token', userId: owner, rowId: secretHash },
          settings.encryptionKeys,
        );
  yield* query(
    insertToken(db, {
      secretHash,
      purpose,
      owner,
      email: email ?? null,
      sealedPayload,
      about: about ?? null,
      createdAt: now,
      expiresAt: addMs(now, lifeMs),
    }),
  );
  return secret;
}

/** Returns what a token carries; null when it carries nothing or no key opens it. */
export function tokenPayload<T>(
  { settings }: Context,
  token: Pick<Token, 'secretHash' | 'owner' | 'sealedPayload'>,
): T | null {
  const opened =
    token.sealedPayload &&
    open(
      token.sealedPayload,
      { purpose: 'token', userId: token.owner, rowId: token.secretHash },
      settings.encryptionKeys,
    );
  return opened ? (JSON.parse(opened.toString('utf8')) as T) : null;
}

/** Returns the URL of a link: opening it changes nothing (lib/web/opened-link.ts). */
export function linkUrl({ settings }: Pick<Context, 'settings'>, purpose: TokenPurpose, secret: string): string {
  return `${settings.origin}/link/${purpose}?token=${secret}`;
}
