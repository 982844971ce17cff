import { run } from '../../db/store.ts';
import { consumeToken } from '../../db/tokens.ts';
import { findUser, findUserByEmail, holdUser, selectUser, updateEmail } from '../../db/users.ts';
import { hashToken } from '../crypto/token.ts';
import { limits } from '../limits.ts';
import { addressChangedMail, addressTakenMail, confirmNewAddressMail } from '../mail/link-mails.ts';
import { type Result, refuse, succeed } from '../result.ts';
import { endHeld } from './account/steps/end-held.ts';
import { lockDown } from './account/steps/lock-down.ts';
import type { Context } from './context.ts';
import { issueToken, linkUrl, tokenPayload } from './issue-token.ts';
import { noteEvent } from './note-event.ts';
import { mayMail, postMail } from './post-mail.ts';
import { type Actor, type ProofRefusal, proveIdentity } from './prove-identity.ts';
import { transact } from './transact.ts';

type Change = { from: string; to: string };

/**
 * Asks for another address, with fresh proof. The old one counts until a link sent to the new one is confirmed. A
 * taken address is answered like a free one; its owner gets word. Takes a canonical address.
 */
export async function requestEmailChange(
  context: Context,
  actor: Actor,
  input: { email: string; password: string },
): Promise<Result<null, ProofRefusal | 'email-same'>> {
  const proof = await proveIdentity(context, actor, input.password);
  if (!proof.ok) return proof;
  const user = await findUser(context.db, actor.userId);
  if (!user || user.email === input.email) return refuse('email-same');
  if (!(await mayMail(context, input.email))) return succeed(null);
  const holder = await findUserByEmail(context.db, input.email);
  const { appName, origin } = context.settings;
  await context.db.atomically(function* (tx) {
    if (holder)
      return yield* postMail(
        context,
        tx,
        holder.email,
        addressTakenMail({ appName, name: holder.name, url: `${origin}/login` }),
      );
    yield* run(holdUser(tx, user.id));
    const payload: Change = { from: user.email, to: input.email };
    const secret = yield* issueToken(context, tx, {
      purpose: 'change-email',
      owner: user.id,
      lifeMs: limits.confirmLinkLifeMs,
      payload,
    });
    return yield* postMail(
      context,
      tx,
      input.email,
      confirmNewAddressMail({ appName, name: user.name, url: linkUrl(context, 'change-email', secret) }),
      { userId: user.id },
    );
  });
  return succeed(null);
}

/** The new address is confirmed. The old one is told, with a link that takes the change back for a week. */
export async function confirmEmailChange(context: Context, secret: string): Promise<Result<string>> {
  return transact(context.db, function* (tx) {
    const [token] = yield* run(consumeToken(tx, hashToken(secret), 'change-email', context.now));
    const change = token && tokenPayload<Change>(context, token);
    const [user] = token ? yield* run(selectUser(tx, token.owner)) : [];
    // Changed by another way meanwhile: then this link is about a past that is over.
    if (!change || !user || user.email !== change.from) return refuse('link-dead');
    const [taken] = yield* run(updateEmail(tx, user.id, change.to));
    if (!taken) return refuse('email-taken');
    yield* endHeld(context, tx, 'email-changed', { userId: user.id });
    const undo = yield* issueToken(context, tx, {
      purpose: 'undo-email',
      owner: user.id,
      lifeMs: limits.undoLinkLifeMs,
      payload: change,
    });
    const mail = addressChangedMail({
      appName: context.settings.appName,
      name: user.name,
      newAddress: change.to,
      url: linkUrl(context, 'undo-email', undo),
    });
    yield* postMail(context, tx, change.from, mail, { userId: user.id });
    yield* noteEvent(context, tx, { userId: user.id, kind: 'email-changed', details: [change.from, change.to] });
    return succeed(change.to);
  });
}

/** Gives an account back to its old address and locks it down: a fresh link there leads to a new password. Answers that address. */
export async function undoEmailChange(context: Context, secret: string): Promise<Result<string>> {
  return transact(context.db, function* (tx) {
    const [token] = yield* run(consumeToken(tx, hashToken(secret), 'undo-email', context.now));
    const change = token && tokenPayload<Change>(context, token);
    if (!token || !change) return refuse('link-dead');
    const [restored] = yield* run(updateEmail(tx, token.owner, change.from));
    if (!restored) return refuse('email-taken');
    const [user] = yield* run(selectUser(tx, token.owner));
    if (!user) return refuse('link-dead');
    yield* lockDown(context, tx, user, 'email-change-undone');
    yield* noteEvent(context, tx, { userId: user.id, kind: 'email-change-undone' });
    return succeed(user.email);
  });
}
