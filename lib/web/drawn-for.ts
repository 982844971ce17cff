import 'server-only';
import { randomBytes } from 'node:crypto';
import { settings } from '../config/env.ts';
import { keyedHash } from '../crypto/keyed-hash.ts';
import type { FormMark } from '../rules/form/form-mark.ts';

/** 96 bits, base64url: marks are compared, never searched for. */
const CHARACTERS = 16;

/** What a form can be about, besides the user: the secret of a link or challenge, or the name of an object's state. */
export type FormSubject = { link: string } | { challenge: string } | { object: string };

/** Returns the mark of a page's forms, drawn for `userId` (null: no user is signed in). */
export function drawMark(userId: string | null, about: FormSubject | null): FormMark {
  return { id: randomBytes(16).toString('base64url'), who: whoOf(userId), what: about ? whatOf(about) : '' };
}

/** Returns whether a form was drawn for this user; null: for a visitor. */
export function isDrawnFor({ who }: FormMark, userId: string | null): boolean {
  return settings().authSecrets.some((secret) => who === hash(secret, JSON.stringify(['who', userId])));
}

/** Returns whether a form is about this link, challenge or object. */
export function isAbout({ what }: FormMark, about: FormSubject): boolean {
  return settings().authSecrets.some((secret) => what === hash(secret, JSON.stringify(about)));
}

/** Returns how forms and URLs name their subject. */
export function whatOf(about: FormSubject): string {
  return hash(firstSecret(), JSON.stringify(about));
}

function whoOf(userId: string | null): string {
  return hash(firstSecret(), JSON.stringify(['who', userId]));
}

function hash(secret: string, text: string): string {
  return keyedHash(secret, 'form mark', text).toString('base64url').slice(0, CHARACTERS);
}

function firstSecret(): string {
  const [first] = settings().authSecrets;
  if (!first) throw new Error('AUTH_SECRET is not set');
  return first;
}
