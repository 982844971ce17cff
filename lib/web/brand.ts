import 'server-only';
import { type Brand, type BrandFile, readBrand } from '../config/brand.ts';
import { settings } from '../config/env.ts';

let read: Brand | undefined;

/** Returns the organisation's pictures and colours, read once: a file that changes later isn't served half-written. */
export function brand(): Brand {
  read ??= readBrand(settings()).brand;
  return read;
}

/** Returns the file of the brand that this address names. */
export function brandFile(name: string): BrandFile | undefined {
  return Object.values(brand()).find((file) => file.name === name);
}
