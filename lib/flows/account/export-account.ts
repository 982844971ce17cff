import { listAppSessionsOf } from '../../../db/queries/app-sessions.ts';
import { listGroupsOf } from '../../../db/queries/groups.ts';
import { listLinkedIdentities } from '../../../db/queries/linked-identities.ts';
import { selectMailsOf } from '../../../db/queries/mails.ts';
import { listGivenTo } from '../../../db/queries/openid-records.ts';
import { listOwnedRows } from '../../../db/queries/owned-rows.ts';
import { findUser } from '../../../db/queries/users.ts';
import type { Tables } from '../../../db/schema.ts';
import type { Words } from '../../words/shape.ts';
import type { Context } from '../context.ts';
import { describePasskeys } from '../two-factor/steps/describe-passkeys.ts';
import { describeTwoFactor } from '../two-factor/steps/describe-two-factor.ts';
import { describeSessions, describeWholeActivity } from './steps/describe-activity.ts';

/**
 * Where the rows of each table appear in a user's export, or why they don't. A new table doesn't compile before it has
 * an entry here.
 */
export const exportedAs: { readonly [Table in keyof Tables]: string | { readonly leftOut: string } } = {
  users: 'profile',
  linkedIdentities: 'connectedAccounts',
  passkeys: 'passkeys',
  spentCeremonies: { leftOut: 'Nothing in a row tells whose it is, and it is gone within minutes.' },
  sessions: 'sessions',
  challenges: 'signInsUnderWay',
  authenticators: 'twoFactor',
  recoverySets: 'twoFactor',
  recoveryCodes: 'twoFactor',
  secondFactorResets: 'orderedReset',
  attempts: 'counters',
  oauthFlows: 'providerFlowsUnderWay',
  securityEvents: 'activity',
  deviceCookies: 'deviceCookies',
  addressChanges: 'addressChanges',
  tokens: 'links',
  mails: 'mails',
  groups: 'groups',
  groupMembers: 'groups',
  apps: { leftOut: 'It is about an app.' },
  appGroups: { leftOut: 'It is about an app.' },
  openidClients: { leftOut: 'It is about an app.' },
  openidRecords: 'givenToApps',
  guardedHosts: { leftOut: 'It is about an app.' },
  hostSessions: { leftOut: 'It holds nothing but which session opened an app, which openedApps says.' },
  entryTickets: { leftOut: 'It holds nothing but which session opens an app, and is gone within a minute.' },
  appSessions: 'openedApps',
  signingKeys: { leftOut: 'It is about the server.' },
  formAnswers: { leftOut: 'Nothing in a row tells whose it is, and it is gone within minutes.' },
  installation: { leftOut: 'It is about the server.' },
};

/**
 * Returns everything we store about a user, for that user. Secrets and hashes are left out: they'd be of no use to
 * read.
 */
export async function exportAccount(context: Context, words: Words, owner: { userId: string; sessionIdHash: string }) {
  const { db } = context;
  const user = await findUser(db, owner.userId);
  const accounts = await listLinkedIdentities(db, owner.userId);
  const sessions = await describeSessions(context, owner);
  const activity = await describeWholeActivity(context, words, owner.userId);
  const owned = await listOwnedRows(db, { userId: owner.userId, email: user?.email ?? owner.userId });
  const [reset] = owned.resets;
  return {
    exportedAt: context.now,
    profile: user && {
      name: user.name,
      email: user.email,
      hasPassword: user.passwordHash !== null,
      createdAt: user.createdAt,
      role: user.role,
      language: user.language,
      passkeyOfferDeclinedAt: user.passkeyOfferDeclinedAt,
      disabledAt: user.disabledAt,
      lockedDownAt: user.lockedDownAt,
    },
    twoFactor: await describeTwoFactor(context, owner.userId),
    orderedReset: reset ? { scheduledAt: reset.scheduledAt, dueAt: reset.dueAt } : null,
    connectedAccounts: accounts.map(({ provider, subject, email, createdAt }) => ({
      provider,
      subject,
      email,
      connectedAt: createdAt,
    })),
    passkeys: (await describePasskeys(context, owner.userId)).map(({ id: _, ...passkey }) => passkey),
    sessions: sessions.map(({ browser, ipAddress, signedInAt, lastUsedAt, authenticationMethods }) => ({
      browser,
      address: ipAddress,
      signedInAt,
      lastUsedAt,
      methods: authenticationMethods,
    })),
    deviceCookies: owned.browsers.map(({ createdAt, lastUsedAt }) => ({ knownSince: createdAt, lastUsedAt })),
    signInsUnderWay: owned.challenges.map(({ firstFactor, attempts, createdAt, expiresAt }) => ({
      firstFactor,
      attempts,
      createdAt,
      expiresAt,
    })),
    providerFlowsUnderWay: owned.oauthFlows.map(({ provider, purpose, createdAt, expiresAt }) => ({
      provider,
      purpose,
      createdAt,
      expiresAt,
    })),
    links: owned.tokens.map(({ purpose, email, createdAt, expiresAt }) => ({ purpose, email, createdAt, expiresAt })),
    addressChanges: owned.addressChanges.map(({ fromEmail, toEmail, changedAt, undoDueAt, undoneAt }) => ({
      from: fromEmail,
      to: toEmail,
      changedAt,
      undoDueAt,
      undoneAt,
    })),
    counters: owned.attempts.map(({ key, consecutiveFailures, failuresInWindow, windowStartedMs, lockedUntilMs }) => ({
      // What follows # is the hash of a browser's cookie.
      of: key.split('#')[0],
      failuresInARow: consecutiveFailures,
      failuresInTheWindow: failuresInWindow,
      windowBegan: new Date(windowStartedMs),
      lockedUntil: lockedUntilMs === null ? null : new Date(lockedUntilMs),
    })),
    groups: (await listGroupsOf(db, owner.userId)).map(({ id: _, ...group }) => group),
    givenToApps: (await listGivenTo(db, owner.userId)).map(({ app, kind, expiresAt }) => ({
      app,
      what: kind,
      expiresAt,
    })),
    openedApps: await listAppSessionsOf(db, owner.userId),
    mails: await selectMailsOf(db, owner.userId),
    activity: activity.map(({ at, what, browser, ipAddress: address }) => ({ at, what, browser, address })),
  };
}
