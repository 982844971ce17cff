import { readBrand } from '../config/brand.ts';
import type { Settings } from '../config/settings.ts';
import { accentOf } from '../rules/branding/accent.ts';
import { doctor } from '../words/en/doctor.ts';
import { type Finding, ok } from './finding.ts';

/** Checks the pictures of the brand, and says where its colour had to move to stay readable. */
export function checkBrand(settings: Settings): Finding[] {
  const { accent } = settings.brand;
  const moved = accent ? accentOf(accent).moved : null;
  return [
    ...readBrand(settings).problems.map(
      ({ name, problem, fix }): Finding => ({ what: name, state: 'fault', says: problem, fix }),
    ),
    ...(accent && !moved ? [ok('ACCENT', accent)] : []),
    ...(accent && moved
      ? [{ what: 'ACCENT', state: 'warning', says: doctor.accent({ accent, used: moved }) } as const]
      : []),
  ];
}
