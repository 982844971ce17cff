import type { Store } from '../../db/store.ts';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../observability/log.ts';

/** What every flow is told besides its input: the instant, the database, the settings, who asks. */
export type Context = {
  readonly now: Date;
  readonly db: Store;
  readonly settings: Settings;
  readonly log: Log;
  readonly client: {
    /** For the person's eyes and the log; nothing is decided by it. */
    readonly browser: string;
    /** Counted, and shown; "unknown" where nothing trustworthy tells. */
    readonly ipAddress: string;
    /** Hash of this browser's long-lived cookie: which counter it gets, never who it is. */
    readonly deviceCookieHash: string | null;
  };
};
