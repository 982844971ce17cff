import { lockUser, updateName } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { parsePersonName } from '../../rules/account/display-name.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';

/** Changes the name that screens show, by the rules for one's own. Returns the name as it is stored. */
export async function renameUser(context: Context, action: AdminAction, typed: string): Promise<Result<string>> {
  const name = parsePersonName(typed);
  if (!name.ok) return name;
  return adminFlow(context, action, function* (tx) {
    const [user] = yield* query(lockUser(tx, action.userId));
    if (!user) return refuse('person-unknown');
    if (user.name === name.value) return refuse('already-so');
    yield* query(updateName(tx, user.id, name.value));
    const details = { reason: action.reason, from: user.name, to: name.value };
    yield* recordEvent(context, tx, { userId: user.id, kind: 'renamed', details, actor: action.by });
    return succeed(name.value);
  });
}
