import 'server-only';
import { revalidatePath } from 'next/cache';

/** Invalidates Next's pages, so that the response to this action renders them again. */
export function refreshPages(): void {
  revalidatePath('/', 'layout');
}
