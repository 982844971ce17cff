import { createHash } from 'node:crypto';
import { errorMessage } from '../error-message.ts';
import { accentOf, accentRule } from '../rules/branding/accent.ts';
import { limits } from './limits.ts';
import { recognisePicture } from './picture.ts';
import { readBounded } from './read-bounded.ts';
import type { SettingProblem, Settings } from './settings.ts';

/** A file of the brand as it is served: its address names its content, so browsers may keep it for ever. */
export type BrandFile = { name: string; type: string; body: Buffer };
export type Brand = { logo?: BrandFile; logoDark?: BrandFile; icon?: BrandFile; accent?: BrandFile };

/** Reads the pictures that the settings name, whole and once; what is wrong with one is a problem of its setting. */
export function readBrand({ brand }: Pick<Settings, 'brand'>): { brand: Brand; problems: SettingProblem[] } {
  const problems: SettingProblem[] = [];
  const read = (name: string, path: string | undefined, isIcon = false) => {
    if (!path) return undefined;
    const picture = readPicture(path, isIcon);
    if (typeof picture !== 'string') return picture;
    problems.push({ name, problem: picture, fix: 'See .env.example' });
    return undefined;
  };
  const files = {
    logo: read('LOGO', brand.logo),
    logoDark: read('LOGO_DARK', brand.logoDark),
    icon: read('ICON', brand.icon, true),
    accent: brand.accent
      ? asFile(Buffer.from(accentRule(accentOf(brand.accent))), 'text/css', 'accent', '.css')
      : undefined,
  };
  const present = Object.fromEntries(Object.entries(files).filter(([, file]) => file !== undefined));
  return { brand: present, problems };
}

function readPicture(path: string, isIcon: boolean): BrandFile | string {
  let bytes: Buffer;
  try {
    bytes = readBounded(path, limits.brandFileMaxBytes);
  } catch (error) {
    return `names a file that can’t be read (${errorMessage(error)})`;
  }
  const picture = recognisePicture(bytes);
  const side = limits.brandPictureSide;
  if (!picture) return 'is no PNG, WebP or SVG file';
  if (isIcon)
    return picture.type === 'image/png' && picture.width === limits.brandIconSide && picture.height === picture.width
      ? asFile(bytes, picture.type, 'icon', '.png')
      : `is no PNG file of ${limits.brandIconSide} × ${limits.brandIconSide} pixels`;
  if ((picture.width ?? 1) > side || (picture.height ?? 1) > side) return `is larger than ${side} × ${side} pixels`;
  return asFile(bytes, picture.type, 'logo', '');
}

function asFile(body: Buffer, type: string, name: string, ending: string): BrandFile {
  return { name: `${name}-${createHash('sha256').update(body).digest('hex').slice(0, 16)}${ending}`, type, body };
}
