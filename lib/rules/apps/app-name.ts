import { type Result, refuse, succeed } from '../../result.ts';
import { parseGroupName, parseGroupTitle } from '../groups/group-name.ts';

/** Parses the id of an app, which is its client_id: by the rules for the short name of a group. */
export function parseAppId(typed: string): Result<string, 'app-id-shape'> {
  const id = parseGroupName(typed);
  return id.ok ? succeed(id.value) : refuse('app-id-shape');
}

/** Parses what people read: by the rules for the name of a group. */
export function parseAppName(typed: string): Result<string, 'app-name-shape'> {
  const name = parseGroupTitle(typed);
  return name.ok ? succeed(name.value) : refuse('app-name-shape');
}
