import { readCookie } from '#lib/web/cookies.ts';

export const themes = ['system', 'light', 'dark'] as const;

/** Returns the theme chosen in this browser; a forged cookie counts only when it names one. */
export async function readTheme(): Promise<(typeof themes)[number]> {
  const wanted = await readCookie('theme');
  return themes.find((theme) => theme === wanted) ?? 'system';
}
