import { timingSafeEqual } from 'node:crypto';
import { createGuardrails, generateSync, generateURI } from 'otplib';
import { limits } from '../../config/limits.ts';
import { base32 } from './base32.ts';

/** otplib's own minimum is 16 bytes, and it throws below: imported users bring secrets of ten (attack A-51). */
const guardrails = createGuardrails({
  MIN_SECRET_BYTES: limits.totpSecretLeastBytes,
  MAX_SECRET_BYTES: limits.totpSecretMostBytes,
});

/** Returns whether codes can be computed from a secret of so many bytes. */
export function isUsableSecret({ length }: Uint8Array): boolean {
  return length >= limits.totpSecretLeastBytes && length <= limits.totpSecretMostBytes;
}

/** Returns the step (a 30 s window, counted from the epoch) of `now`: T of RFC 6238 §4.2. */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / limits.totpStepSeconds);
}

/** Returns the six digits of `secret` in `step`: RFC 6238 with SHA-1, which is what apps understand. */
export function codeAt(secret: Uint8Array, step: number): string {
  return generateSync({ secret, epoch: step * limits.totpStepSeconds, guardrails });
}

/**
 * Returns the newest step whose code is `code`, among the current one and `limits.totpSkewSteps` either side (RFC 6238
 * §5.2); null when none fits. `code` must be six ASCII digits.
 */
export function matchStep(secret: Uint8Array, code: string, now: Date): number | null {
  return newestMatch(secret, code, stepAt(now) + limits.totpSkewSteps, stepAt(now) - limits.totpSkewSteps);
}

/**
 * Returns how many minutes slow the phone's clock seems to be when `code` is a stale one; null when it fits no step of
 * the last ten minutes. Never looks at future steps: the result would tell an attacker a code that becomes valid soon.
 */
export function minutesSlow(secret: Uint8Array, code: string, now: Date): number | null {
  const oldest = stepAt(now) - limits.clockHintPastSteps;
  const step = newestMatch(secret, code, stepAt(now) - limits.totpSkewSteps - 1, oldest);
  return step === null ? null : inMinutes(stepAt(now) - step);
}

/** As `minutesSlow`, for a clock that runs ahead. Only while the secret is on the user's screen. */
export function minutesFast(secret: Uint8Array, code: string, now: Date): number | null {
  const farthest = stepAt(now) + limits.clockHintPastSteps;
  const step = newestMatch(secret, code, farthest, stepAt(now) + limits.totpSkewSteps + 1);
  return step === null ? null : inMinutes(step - stepAt(now));
}

/**
 * Returns the `otpauth:` URI of a secret (Key URI Format), for the QR code and the link on a phone. Only label, secret
 * and issuer: apps misread the rest. `issuer` must hold no colon (settings refuse one).
 */
export function otpauthUri(secret: Uint8Array, account: string, issuer: string): string {
  return generateURI({ issuer, label: account.replaceAll(':', ''), secret: base32(secret) });
}

function newestMatch(secret: Uint8Array, code: string, newest: number, oldest: number): number | null {
  let found: number | null = null;
  for (let step = newest; step >= oldest; step -= 1) {
    // Every candidate is computed and compared, so that time does not tell which one fits.
    const fits = timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code));
    if (fits && found === null) found = step;
  }
  return found;
}

function inMinutes(steps: number): number {
  return Math.max(1, Math.round((steps * limits.totpStepSeconds) / 60));
}
