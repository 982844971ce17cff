'use server';
import { z } from 'zod';
import { beginPasskey, completePasskey } from '#lib/flows/two-factor/add-passkey.ts';
import { enableByPasskey } from '#lib/flows/two-factor/enable-by-passkey.ts';
import { removePasskey } from '#lib/flows/two-factor/remove-passkey.ts';
import { renamePasskey } from '#lib/flows/two-factor/rename-passkey.ts';
import { signedAction, text } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { parseSecondFactorFormIfEnabled, secondFactorFields } from '#lib/web/second-factor-form.ts';
import { rotateSession } from '#lib/web/session.ts';

const page = '/profile/two-factor';

/** "Add a passkey" or a security key, first half: re-authentication, and a code where two-factor is on. Returns what the browser needs. */
export const beginPasskeyAction = signedAction(
  {
    fields: { ...secondFactorFields, kind: z.enum(['passkey', 'security-key']) },
    page,
    object: 'none',
    allowWithoutTwoFactor: true,
  },
  async ({ kind, ...typed }, context, signed) => {
    const form = parseSecondFactorFormIfEnabled(typed, signed);
    if ('state' in form) return form.state;
    const begun = await beginPasskey(context, signed, { ...form, kind });
    if (!begun.ok) return form.refused(begun);
    await rotateSession(signed.userId, begun.value.sessionId);
    return { status: 'done', passkeyOptions: begun.value.options };
  },
);

/** Second half: the passkey that the browser made. */
export const completePasskeyAction = signedAction(
  {
    fields: { credential: text, kind: z.enum(['passkey', 'security-key']) },
    page,
    object: 'none',
    allowWithoutTwoFactor: true,
  },
  async ({ credential, kind: wanted }, context, signed) => {
    const added = await completePasskey(context, signed, credential);
    if (!added.ok) return refusedForm(added);
    await rotateSession(signed.userId, added.value.sessionId);
    refreshPages();
    const { kind } = added.value;
    return { goTo: `${page}?done=${kind === wanted ? kind : 'key-instead'}-added` };
  },
);

/** "Turn on with your passkey": two-factor without an app. Returns the one-time passwords, this once. */
export const enableByPasskeyAction = signedAction(
  { fields: {}, page, object: 'none', allowWithoutTwoFactor: true },
  async (_, context, signed) => {
    const enabled = await enableByPasskey(context, signed);
    if (!enabled.ok) return refusedForm(enabled);
    await rotateSession(signed.userId, enabled.value.sessionId);
    refreshPages();
    return { status: 'done', recoveryCodes: enabled.value.recoveryCodes };
  },
);

/** What its owner calls a passkey. */
export const renamePasskeyAction = signedAction(
  { fields: { about: text, name: text }, keep: ['name'], page, object: 'none', isHarmlessTwice: true },
  async ({ about: id, name }, context, signed) => {
    const renamed = await renamePasskey(context, signed, { id, name });
    if (!renamed.ok)
      return renamed.code.startsWith('factor-name-') ? refusedFields({ name: renamed }) : refusedForm(renamed);
    refreshPages();
    return { goTo: page };
  },
);

/** Takes a passkey off the account. */
export const removePasskeyAction = signedAction(
  { fields: { ...secondFactorFields, passkey: text }, page, object: 'none' },
  async ({ passkey: id, ...typed }, context, signed) => {
    const form = parseSecondFactorFormIfEnabled(typed, signed);
    if ('state' in form) return form.state;
    const removed = await removePasskey(context, signed, { ...form, id });
    if (!removed.ok) return form.refused(removed);
    await rotateSession(signed.userId, removed.value.sessionId);
    refreshPages();
    return { goTo: `${page}?done=${removed.value.kind}-removed` };
  },
);
