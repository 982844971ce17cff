import 'server-only';
import { signOut } from './auth.ts';

/** Signs this browser out: next-auth clears the cookie, its event ends the row (lib/web/auth.ts). */
export async function endSession(): Promise<void> {
  await signOut({ redirect: false });
}
