/** The schema in SQLite's columns: what drizzle-kit reads and the SQLite engine queries. */
import { sqliteKit } from './kit.ts';
import { define } from './schema.ts';

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
