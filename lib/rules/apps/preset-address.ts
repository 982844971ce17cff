import { type Result, refuse, succeed } from '../../result.ts';

/**
 * Parses where an app answers, as people type it into a browser: an origin with or without a path, `https://` added.
 * Returns it without a slash at its end, for the paths of a preset to follow.
 */
export function parsePresetAddress(typed: string): Result<string, 'preset-address-shape'> {
  const address = typed.trim();
  const complete =
    /^[a-z][a-z0-9+.-]*:/i.test(address) && !/^[^/]+:\d+(\/|$)/.test(address) ? address : `https://${address}`;
  const url = URL.canParse(complete) ? new URL(complete) : null;
  const isPlain = url && !url.username && !url.password && !url.search && !url.hash && /\.|localhost|\[/.test(url.host);
  if (!isPlain || !/^https?:$/.test(url.protocol)) return refuse('preset-address-shape');
  return succeed(`${url.origin}${url.pathname}`.replace(/\/+$/, ''));
}
