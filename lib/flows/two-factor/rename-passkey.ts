import { renamePasskey as updateName } from '../../../db/queries/passkeys.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { parseFactorName } from '../../rules/two-factor/factor-name.ts';
import type { Context } from '../context.ts';
import type { SessionRef } from '../session-ref.ts';

/** Renames a passkey of one's own. Changes nothing that it can do, so it asks for no proof. */
export async function renamePasskey(
  context: Context,
  actor: SessionRef,
  input: { id: string; name: string },
): Promise<Result<null>> {
  const name = parseFactorName(input.name);
  if (!name.ok) return name;
  const [renamed] = await updateName(context.db, actor.userId, input.id, name.value);
  return renamed ? succeed(null) : refuse('passkey-gone');
}
