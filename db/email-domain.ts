import { type Column, sql as raw, type SQL } from 'drizzle-orm';

/** What follows the last at sign of an email, as both engines say it: an index holds it, and a search asks for it. */
export function emailDomain(email: Column): SQL {
  return raw`substr(${email}, length(rtrim(${email}, replace(${email}, '@', ''))) + 1)`;
}
