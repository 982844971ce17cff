/** The schema in PostgreSQL's columns: what drizzle-kit reads and the PostgreSQL engine queries. */

import { define } from '../../schema.ts';
import { pgKit } from './columns.ts';

export const tables = define(pgKit);
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
