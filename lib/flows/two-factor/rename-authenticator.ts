import { renameAuthenticator as updateName } from '../../../db/queries/authenticators.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';

/** Changes what a user calls one of their authenticators. Changes nothing else, so it asks for no proof. */
export async function renameAuthenticator(
  { db }: Context,
  userId: string,
  { authenticatorId, name }: { authenticatorId: string; name: string },
): Promise<Result<null>> {
  const [renamed] = await updateName(db, { id: authenticatorId, userId }, name);
  return renamed ? succeed(null) : refuse('page-outdated');
}
