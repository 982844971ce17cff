import 'server-only';
import { revalidatePath } from 'next/cache';

/** Tells Next that what its pages show has changed, so that the answer to this action brings them anew. */
export function refreshPages(): void {
  revalidatePath('/', 'layout');
}
