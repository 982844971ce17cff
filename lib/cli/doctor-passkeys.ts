import { countPasskeysByRpId } from '../../db/queries/passkeys.ts';
import type { Store } from '../../db/store.ts';
import type { Settings } from '../config/settings.ts';
import { isHostOrParent, isPublicSuffix, rpIdOf, whyNoPasskeys } from '../rules/two-factor/relying-party.ts';
import { doctor as words } from '../words/en/doctor.ts';
import { type Finding, ok } from './finding.ts';

/** Says whether there can be passkeys here, for which host name, or why not. */
export function checkPasskeys(settings: Settings): Finding {
  const why = whyNoPasskeys(settings);
  if (!why) return ok('passkeys', words.passkeys.on({ host: rpIdOf(settings) }));
  if (why === 'turned-off') return ok('passkeys', words.passkeys.turnedOff);
  return { what: 'passkeys', state: 'warning', ...words.passkeys.off[why] };
}

/** Counts the passkeys that were made for another host name: they can't be used, and nothing else would say so. */
export async function checkStrandedPasskeys(db: Store, settings: Settings): Promise<Finding[]> {
  const here = rpIdOf(settings);
  const { hostname } = new URL(settings.origin);
  return (await countPasskeysByRpId(db))
    .filter(({ rpId }) => rpId !== here)
    .map(({ rpId, count }) => ({
      what: 'passkeys',
      state: 'warning',
      ...words.passkeys.stranded({
        count,
        host: rpId,
        // Browsers accept it from here only then.
        canReturn: rpId === hostname || (isHostOrParent(rpId, hostname) && !isPublicSuffix(rpId)),
      }),
    }));
}
