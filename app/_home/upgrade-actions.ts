'use server';
import { completePasskey } from '#lib/flows/two-factor/add-passkey.ts';
import { beginUpgrade } from '#lib/flows/two-factor/upgrade-to-passkey.ts';
import { signedAction, text } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { rotateSession } from '#lib/web/session.ts';

const pipeline = { page: '/', object: 'none', allowWithoutTwoFactor: true } as const;

/** First half: what the browser makes a passkey with, for a sign-in by password of a moment ago. Sent by a script. */
export const beginUpgradeAction = signedAction({ ...pipeline, fields: {} }, async (_, context, signed) => {
  const options = await beginUpgrade(context, signed);
  return { status: 'done', ...(options && { passkeyOptions: options }) };
});

/** Second half: the passkey that the browser made. */
export const completeUpgradeAction = signedAction(
  { ...pipeline, fields: { credential: text } },
  async ({ credential }, context, signed) => {
    const added = await completePasskey(context, signed, credential);
    if (!added.ok) return refusedForm(added);
    await rotateSession(signed.userId, added.value.sessionId);
    refreshPages();
    return { goTo: '/?done=passkey-saved' };
  },
);
