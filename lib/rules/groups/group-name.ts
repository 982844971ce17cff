import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { parseName } from '../account/display-name.ts';

/**
 * Parses the short name by which apps know a group: small letters, digits, single hyphens between them. Nothing else, so
 * that it can stand in a list with commas, in a header and in a rule of an app, and no two names look alike.
 */
export function parseGroupName(typed: string): Result<string, 'group-name-empty' | 'group-name-shape'> {
  const name = typed.trim();
  if (name === '') return refuse('group-name-empty');
  if (name.length > limits.groupNameMaxLength || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))
    return refuse('group-name-shape');
  return succeed(name);
}

/** Parses what people read: as a name for display, but shorter. */
export function parseGroupTitle(
  typed: string,
): Result<string, 'group-title-empty' | 'group-title-long' | 'group-title-shape'> {
  const title = parseName(typed);
  if (!title.ok) return refuse(`group-title-${suffix[title.code]}`);
  return [...title.value].length > limits.groupTitleMaxLength ? refuse('group-title-long') : title;
}

const suffix = { 'name-empty': 'empty', 'name-long': 'long', 'name-shape': 'shape' } as const;
