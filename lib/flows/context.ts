import type { Store } from '../../db/store.ts';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../observability/log.ts';
import type { Language } from '../words/language.ts';

/** What every flow gets besides its input: the instant, the database, the settings, the client. */
export type Context = {
  readonly now: Date;
  readonly db: Store;
  readonly settings: Settings;
  readonly log: Log;
  readonly client: {
    /** Shown to the user and logged; no decision depends on it. */
    readonly browser: string;
    /** Counted, and shown; "unknown" where no trustworthy header tells. */
    readonly ipAddress: string;
    /** Hash of this browser's long-lived cookie: decides which counter it gets, never who it is. */
    readonly deviceCookieHash: string | null;
    /** Of the browser: for mails to people without an account. */
    readonly language: Language;
  };
};
