import 'server-only';
import { clock } from '../clock.ts';
import { settings } from '../env.ts';
import { forgetExpired } from '../flows/forget-expired.ts';
import { limits } from '../limits.ts';
import { log } from '../log.ts';
import { store } from './store.ts';

/** Deletes what time has ended, now and then. */
export function keepHouse(): void {
  setInterval(forget, limits.forgetIntervalMs).unref();
}

async function forget(): Promise<void> {
  try {
    await forgetExpired({ db: store(), now: clock(), settings: settings() });
  } catch (error) {
    log().error(
      { event: 'housekeeping-failed', reason: error instanceof Error ? error.message : 'unknown' },
      'what has ended was not deleted; it is tried again',
    );
  }
}
