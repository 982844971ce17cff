import { contrast, type Oklch, toHex, toOklch } from './oklch.ts';

/** The colours that follow from an accent, in one theme: fill, fill under the pointer, words, and a tint behind words. */
export type AccentColours = { fill: string; strong: string; ink: string; tint: string };
export type Accent = {
  light: AccentColours;
  dark: AccentColours;
  /** What the light theme fills with instead, where the colour as given is too pale to carry white words. */
  moved: string | null;
};

/** WCAG 2.2: 4.5 : 1 for text (1.4.3), 3 : 1 for the edge of a control (1.4.11). With a little left for rounding. */
const TEXT = 4.55;
const EDGE = 3.05;
const WHITE = '#ffffff';
/** The surfaces of tokens.css that words and buttons in the accent stand on. */
const surfaces = { light: ['#ffffff', '#f6f7fa'], dark: ['#111725', '#192133', '#0a0e17'] } as const;

/**
 * Derives both themes from one colour by moving its lightness until every pair has the contrast it needs: an
 * organisation's colour can't make a button or a link unreadable.
 */
export function accentOf(hex: string): Accent {
  const colour = toOklch(hex);
  const light = lightTheme(colour);
  return { light, dark: darkTheme(colour), moved: light.fill === hex.toLowerCase() ? null : light.fill };
}

function lightTheme(colour: Oklch): AccentColours {
  const fill = darken(colour, (hex) => contrast(hex, WHITE) >= TEXT);
  const tint = toHex({ ...colour, l: 0.962, c: Math.min(colour.c, 0.022) });
  const ink = darken(fill, (hex) => [...surfaces.light, tint].every((surface) => contrast(hex, surface) >= TEXT));
  return { fill: toHex(fill), strong: toHex({ ...fill, l: fill.l - 0.06 }), ink: toHex(ink), tint };
}

function darkTheme(colour: Oklch): AccentColours {
  const surface = surfaces.dark[0];
  const bright = lighten(colour, (hex) => contrast(hex, surface) >= EDGE);
  const fill = darken(bright, (hex) => contrast(hex, WHITE) >= TEXT);
  const tint = toHex({ ...colour, l: 0.27, c: Math.min(colour.c, 0.07) });
  const ink = lighten({ ...colour, l: Math.max(colour.l, 0.78), c: Math.min(colour.c, 0.12) }, (hex) =>
    [...surfaces.dark, tint].every((behind) => contrast(hex, behind) >= TEXT),
  );
  return { fill: toHex(fill), strong: toHex({ ...fill, l: fill.l - 0.05 }), ink: toHex(ink), tint };
}

const STEP = 0.004;

function darken(colour: Oklch, isEnough: (hex: string) => boolean): Oklch {
  let { l } = colour;
  while (l > 0 && !isEnough(toHex({ ...colour, l }))) l -= STEP;
  return { ...colour, l: Math.max(l, 0) };
}

function lighten(colour: Oklch, isEnough: (hex: string) => boolean): Oklch {
  let { l } = colour;
  while (l < 1 && !isEnough(toHex({ ...colour, l }))) l += STEP;
  return { ...colour, l: Math.min(l, 1) };
}

/**
 * The variables of tokens.css that an accent replaces, as a rule for `<style>`. Only colours that this file worked out
 * stand in it, never text of a setting.
 */
export function accentRule({ light, dark }: Accent): string {
  const pairs = {
    accent: [light.fill, dark.fill],
    'accent-strong': [light.strong, dark.strong],
    'accent-ink': [light.ink, dark.ink],
    'accent-tint': [light.tint, dark.tint],
  };
  const lines = Object.entries(pairs).map(([name, [day, night]]) => `--color-${name}:light-dark(${day},${night})`);
  return `:root{${lines.join(';')}}`;
}
