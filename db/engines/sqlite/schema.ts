/** The schema in SQLite's columns: what drizzle-kit reads and the SQLite engine queries. */

import { define } from '../../schema.ts';
import { sqliteKit } from './columns.ts';

export const tables = define(sqliteKit);
export const {
  users,
  linkedIdentities,
  passkeys,
  spentCeremonies,
  sessions,
  challenges,
  authenticators,
  recoverySets,
  recoveryCodes,
  secondFactorResets,
  attempts,
  oauthFlows,
  securityEvents,
  deviceCookies,
  addressChanges,
  tokens,
  mails,
  groups,
  groupMembers,
  apps,
  appGroups,
  openidClients,
  openidRecords,
  guardedHosts,
  hostSessions,
  entryTickets,
  appSessions,
  signingKeys,
  formAnswers,
  installation,
} = tables;
