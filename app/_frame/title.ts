import { settings } from '#lib/config/env.ts';

/**
 * The title of a screen. Drawn as an element and not as metadata: on pages with a form the form draws it, so that
 * it begins with "Error: " when the form was refused, without JavaScript too.
 */
export function titleOf(screen: string): string {
  return `${screen} – ${settings().appName}`;
}
