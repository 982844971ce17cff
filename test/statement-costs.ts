/**
 * How many statements each of these sends to a database, of either engine. More is a decision: every statement of a
 * sign-in or a page is a round trip to PostgreSQL (lib/flows/operations/statement-costs.test.ts).
 */
export const statementCosts = {
  'the password of a sign-in': 9,
  'the gate behind it': 6,
  'the code of a sign-in': 20,
  'the session of a page': 1,
  'what Home shows': 9,
  'what the Two-Factor tab shows': 4,
  'a page of people': 3,
  'a search for one person': 2,
  'a page of events': 1,
};
