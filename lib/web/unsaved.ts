import 'server-only';
import { z } from 'zod';
import { limits } from '../config/limits.ts';
import type { FormMark } from '../rules/form/form-mark.ts';
import { deleteCookie, readCookie, writeCookie } from './cookies.ts';
import { isDrawnFor } from './drawn-for.ts';
import { openPage } from './session.ts';
import { openSessionToken } from './session-token.ts';

/** Browsers drop a cookie of more than 4096 bytes, name and attributes included. */
const MOST_BYTES = 3_500;

const shape = z.object({ owner: z.string(), place: z.string(), values: z.record(z.string(), z.string()) });

/**
 * Keeps what was typed into a page or dialog of an expired session, until its owner has signed in again. Our own sealed
 * cookie says whose session it was; no other user who signs in here sees it. `values` never hold a password or a code.
 */
export async function keepUnsaved(page: string, values: Readonly<Record<string, string>>, mark: FormMark) {
  const owner = openSessionToken(await readCookie('session'))?.sub;
  if (!owner || !isDrawnFor(mark, owner) || Object.keys(values).length === 0) return;
  const kept = JSON.stringify({ owner, place: await placeOf(page), values });
  if (encodeURIComponent(kept).length <= MOST_BYTES) await writeCookie('unsaved', kept, limits.openedLinkLifeMs);
}

/** Returns what `userId` typed here and couldn't save, by the names of the fields. */
export async function unsaved(userId: string, page: string): Promise<Readonly<Record<string, string>>> {
  const kept = await readCookie('unsaved');
  const read = shape.safeParse(kept && parsed(kept));
  return read.success && read.data.owner === userId && read.data.place === (await placeOf(page))
    ? read.data.values
    : {};
}

export async function forgetUnsaved(): Promise<void> {
  if (await readCookie('unsaved')) await deleteCookie('unsaved');
}

/** Returns the page and the dialog on it. Which kind of code that asks for doesn't matter. */
async function placeOf(page: string): Promise<string> {
  const { pathname, searchParams } = new URL(await openPage(page), 'http://here.invalid');
  return `${pathname} ${searchParams.get('dialog') ?? ''}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
