/** The schema in SQLite's columns: what drizzle-kit reads and the SQLite engine queries. */

import { define } from '../../schema.ts';
import { sqliteKit } from './columns.ts';

export const tables = define(sqliteKit);
export const {
  users,
  accounts,
  sessions,
  challenges,
  authenticators,
  recoverySets,
  recoveryCodes,
  secondFactorResets,
  attempts,
  intents,
  securityEvents,
  knownBrowsers,
  addressChanges,
  tokens,
  mails,
  formAnswers,
  installation,
} = tables;
