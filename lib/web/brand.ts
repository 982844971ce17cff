import 'server-only';
import { type Brand, type BrandFile, readBrand } from '../config/brand.ts';
import { settings } from '../config/env.ts';
import type { SettingProblem, Settings } from '../config/settings.ts';

// Kept on globalThis, as the store is: instrumentation, which reads it, is bundled apart from the pages that show it.
const place = globalThis as { accountsBrand?: Brand };

/** Reads the brand for this process and returns what is wrong with it. Called at the start, and never again. */
export function loadBrand(config: Settings): SettingProblem[] {
  const { brand, problems } = readBrand(config);
  place.accountsBrand = brand;
  return problems;
}

/** Returns the organisation's pictures and colours as they were at the start: a file that changes later isn't served. */
export function brand(): Brand {
  place.accountsBrand ??= readBrand(settings()).brand;
  return place.accountsBrand;
}

/** Returns the file of the brand that this name stands for. */
export function brandFile(name: string): BrandFile | undefined {
  return Object.values(brand()).find((file) => file.name === name);
}
