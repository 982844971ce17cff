'use server';
import { z } from 'zod';
import { limits } from '#lib/config/limits.ts';
import { addApp, changeAccess, removeApp, renewSecret } from '#lib/flows/apps/change-app.ts';
import { appStateName, describeApp } from '#lib/flows/apps/describe-apps.ts';
import { disableApp, editApp, enableApp } from '#lib/flows/apps/edit-app.ts';
import type { Context } from '#lib/flows/context.ts';
import { parseAppId, parseAppName } from '#lib/rules/apps/app-name.ts';
import { findPreset } from '#lib/rules/apps/app-presets.ts';
import { clientKinds } from '#lib/rules/apps/client-kind.ts';
import { parsePresetAddress } from '#lib/rules/apps/preset-address.ts';
import { parseRedirectUris } from '#lib/rules/apps/redirect-uri.ts';
import { parseSignInAge } from '#lib/rules/apps/sign-in-age.ts';
import { adminAction, text, ticks } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import type { AppAct } from './app-acts.ts';
import { accessOf, addressesOf, guardingOf, linesOf, parseGuarding, refused, refusedOf } from './typed-app.ts';

const page = '/admin/apps';
const object = (context: Context, _signed: unknown, { app }: { app: string }) => appStateName(context, app);
const keepAtMost = limits.formMaxBytes;
const demands = z.enum(['second-factor', 'session']);
const access = { openTo: z.enum(['groups', 'everyone']), groups: ticks };
const line = text.optional();
const pkce = z.enum(['required', 'optional']).optional();
const endsWith = z.enum(['session', 'app']).optional();
const guarding = { hosts: line, openPaths: line, remoteUser: z.enum(['id', 'email']).optional() };
const keptOfBoth = [
  ...(['name', 'description', 'launchUrl', 'redirects', 'demands', 'age', 'pkce'] as const),
  ...(['signOut', 'backChannel', 'endsWith', 'hosts', 'openPaths', 'remoteUser'] as const),
] as const;

function goOn(act: AppAct, appId?: string) {
  refreshPages();
  return { goTo: `${appId ? `${page}/${encodeURIComponent(appId)}` : page}?done=${act}` };
}

/** Adds an app. Its secret is returned once, into the page; an app that has none is led to. */
export const createAppAction = adminAction(
  {
    fields: {
      ...{ preset: line, app: text, name: text, address: line, redirects: line, description: line, launchUrl: line },
      ...{ clientKind: z.enum(clientKinds).optional(), ...access, demands, age: text, pkce },
      ...{ signOut: line, backChannel: line, endsWith, ...guarding },
    },
    keep: [...keptOfBoth, 'app', 'address', 'clientKind', 'openTo', 'groups'],
    keepAtMost,
    page: `${page}/new`,
    object: 'none',
  },
  async ({ app, name, reason, ...typed }, context, signed) => {
    const preset = findPreset(typed.preset);
    const age = parseSignInAge(typed.age);
    if (!age.ok) return refusedFields({ age });
    const address = preset && parsePresetAddress(typed.address ?? '');
    if (address && !address.ok) return refusedFields({ address });
    const kind = preset?.kind ?? typed.clientKind ?? 'confidential';
    const redirectUris = preset && address ? [address.value + preset.redirectPath] : linesOf(typed.redirects ?? '');
    const faults = refusedOf({
      ...{ app: parseAppId(app), name: parseAppName(name) },
      [preset ? 'address' : 'redirects']: parseRedirectUris(kind, redirectUris),
      ...parseGuarding(kind, typed, context.settings),
    });
    if (faults) return faults;
    const made = await addApp(
      context,
      { reason, by: signed.userId },
      {
        ...{ id: app, name, preset: preset?.key ?? null, access: accessOf(typed), demands: typed.demands },
        ...{ kind, redirectUris, maxSignInAgeMs: age.value, pkce: preset?.pkce ?? typed.pkce ?? 'required' },
        ...addressesOf(typed),
        ...guardingOf(typed),
        ...(address && { launchUrl: address.value }),
      },
    );
    if (!made.ok) return refused(made, { launchUrl: typed.launchUrl });
    const { id, secret } = made.value;
    if (!secret) return goOn('create', id);
    refreshPages();
    const values = { app: id, name, redirects: redirectUris.join('\n'), signOut: typed.signOut ?? '' };
    return { status: 'done', recoveryCodes: [secret], values: { ...values, pkce: typed.pkce ?? 'required' } };
  },
);

/** Changes how an app looks on Home, or how people sign in to it or out: whatever of it was sent. */
export const editAppAction = adminAction(
  {
    fields: {
      ...{ app: text, name: line, description: line, launchUrl: line },
      ...{ onHome: z.enum(['shown', 'hidden']).optional() },
      ...{ redirects: line, demands: demands.optional(), age: line, pkce, signOut: line, backChannel: line, endsWith },
      ...guarding,
    },
    keep: [...keptOfBoth, 'onHome'],
    keepAtMost,
    page,
    object,
  },
  async ({ app: appId, reason, ...typed }, context, signed) => {
    const age = parseSignInAge(typed.age ?? '');
    if (!age.ok) return refusedFields({ age });
    const found = typed.hosts === undefined ? null : await describeApp(context, appId);
    const faults = found && refusedOf(parseGuarding(found.client.kind, typed, context.settings));
    if (faults) return faults;
    const done = await editApp(
      context,
      { appId, reason, by: signed.userId },
      {
        ...addressesOf(typed),
        ...guardingOf(typed),
        ...(typed.name !== undefined && { name: typed.name }),
        ...(typed.onHome && { onHome: typed.onHome }),
        ...(typed.redirects !== undefined && { redirectUris: linesOf(typed.redirects) }),
        ...(typed.demands && { demands: typed.demands }),
        ...(typed.age !== undefined && { maxSignInAgeMs: age.value }),
        ...(typed.pkce && { pkce: typed.pkce }),
      },
    );
    return done.ok ? goOn('edit', appId) : refused(done, typed);
  },
);

/** Opens an app to these groups and no others, or to everyone. */
export const changeAppAccessAction = adminAction(
  { fields: { app: text, ...access }, keep: ['openTo', 'groups'], keepAtMost, page, object },
  async ({ app: appId, reason, ...typed }, context, signed) => {
    const done = await changeAccess(context, { appId, reason, by: signed.userId }, accessOf(typed));
    return done.ok ? goOn('access', appId) : refusedForm(done);
  },
);

/** Makes a new secret. It is returned once, into the dialog. */
export const renewAppSecretAction = adminAction(
  { fields: { app: text }, page, object },
  async ({ app: appId, reason }, context, signed) => {
    const made = await renewSecret(context, { appId, reason, by: signed.userId });
    return made.ok ? { status: 'done', recoveryCodes: [made.value.secret] } : refusedForm(made);
  },
);

/** Disables an app: no one can sign in to it until it is enabled. */
export const disableAppAction = adminAction(
  { fields: { app: text }, page, object },
  async ({ app: appId, reason }, context, signed) => {
    const done = await disableApp(context, { appId, reason, by: signed.userId });
    return done.ok ? goOn('disable', appId) : refusedForm(done);
  },
);

/** Enables a disabled app. */
export const enableAppAction = adminAction(
  { fields: { app: text }, page, object },
  async ({ app: appId, reason }, context, signed) => {
    const done = await enableApp(context, { appId, reason, by: signed.userId });
    return done.ok ? goOn('enable', appId) : refusedForm(done);
  },
);

/** Removes an app. */
export const removeAppAction = adminAction(
  { fields: { app: text }, page, object },
  async ({ app: appId, reason }, context, signed) => {
    const done = await removeApp(context, { appId, reason, by: signed.userId });
    return done.ok ? goOn('remove') : refusedForm(done);
  },
);
