import { limits } from '../../config/limits.ts';
import { type Result, refuse } from '../../result.ts';
import { parseName } from '../account/display-name.ts';

/** Parses what a user calls an authenticator: as a name for display, but shorter. */
export function parseFactorName(
  typed: string,
): Result<string, 'factor-name-empty' | 'factor-name-long' | 'factor-name-shape'> {
  const name = parseName(typed);
  if (!name.ok) return refuse(`factor-${name.code}`);
  return [...name.value].length > limits.factorNameMaxLength ? refuse('factor-name-long') : name;
}
