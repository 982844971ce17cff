import { limits } from '../lib/config/limits.ts';
import { codeAt, stepAt } from '../lib/rules/two-factor/totp.ts';
import type { SubmittedCode } from '../lib/rules/two-factor/typed-code.ts';

const SKEW = [1, 0, -1];
const WAITS = limits.attemptLockoutsMs;

/** Failed attempts of one kind: how many in a row and in the window, and until when none is checked. */
class Tally {
  #consecutiveFailures = 0;
  #failuresInWindow = 0;
  #windowStartedMs = 0;
  #lockedUntil = 0;
  readonly #perDay: number;

  constructor(perDay: number) {
    this.#perDay = perDay;
  }

  /** Counts an attempt before it is checked; false: it is refused unchecked. */
  take(now: number): boolean {
    const isNewWindow = now - this.#windowStartedMs >= limits.attemptDayMs;
    if (now < this.#lockedUntil || (!isNewWindow && this.#failuresInWindow >= this.#perDay)) return false;
    if (isNewWindow) [this.#windowStartedMs, this.#failuresInWindow] = [now, 0];
    this.#consecutiveFailures += 1;
    this.#failuresInWindow += 1;
    const times = this.#consecutiveFailures / limits.failuresBeforeLockout;
    if (Number.isInteger(times)) this.#lockedUntil = now + (WAITS[Math.min(times, WAITS.length) - 1] ?? 0);
    return true;
  }

  forgive(): void {
    this.#consecutiveFailures = 0;
    this.#lockedUntil = 0;
    this.#failuresInWindow = Math.max(0, this.#failuresInWindow - 1);
  }
}

/**
 * Models one user's second factor in memory, without rows, transactions or hashes: which secret protects the account and
 * which is pending, which one-time passwords are valid. Each method returns whether the flow of that name has to accept,
 * and changes the model as a success should.
 */
export class SecondFactorModel {
  now: Date;
  /** The secret that protects the account, and the last step that was spent. Null: two-factor is off. */
  live: { secret: Buffer; lastStep: number } | null = null;
  /** The one-time passwords of the current set: spent and unspent. */
  readonly codes = new Map<string, 'good' | 'spent'>();
  /** Whether a passkey was added: it confirms sign-ins while two-factor is on, and stays when that goes off. */
  hasPasskey = false;
  #pending: { secret: Buffer; since: number } | null = null;
  #cameBy: { method: SubmittedCode['method'] | null; at: number };
  readonly #tallies = {
    totp: new Tally(limits.codeAttemptsPerDay),
    'recovery-code': new Tally(limits.recoveryCodeAttemptsPerDay),
    enrolment: new Tally(limits.codeAttemptsPerDay),
    password: new Tally(limits.passwordAttemptsPerDay),
  };

  constructor(now: Date) {
    this.now = now;
    this.#cameBy = { method: null, at: now.getTime() };
  }

  /** Makes a new secret pending, in place of the pending one. */
  wait(secret: Buffer): void {
    this.#pending = { secret, since: this.now.getTime() };
  }

  /** Whether a setup may begin, and whether with the secret that is already pending. */
  begin(startOver: boolean): 'refused' | 'kept' | 'new' {
    if (this.live) return 'refused';
    return !startOver && this.#waiting() ? 'kept' : 'new';
  }

  confirm(code: string, isPasswordRight: boolean): boolean {
    const waiting = this.#waiting();
    if (!waiting) return false;
    const step = this.#proves(waiting, code);
    const isOwner = this.#password(isPasswordRight);
    if (step === null || !isOwner || this.live) return false;
    this.#guardWith(waiting, step);
    return true;
  }

  completeMove(code: string): boolean {
    const waiting = this.live && this.#waiting();
    const step = waiting ? this.#proves(waiting, code) : null;
    if (!waiting || step === null) return false;
    this.#guardWith(waiting, step);
    return true;
  }

  signIn(submittedCode: SubmittedCode): boolean {
    if (!this.#spend(submittedCode)) return false;
    this.#cameBy = { method: submittedCode.method, at: this.now.getTime() };
    return true;
  }

  signInByPasskey(): boolean {
    if (!this.hasPasskey || !this.live) return false;
    this.#cameBy = { method: null, at: this.now.getTime() };
    return true;
  }

  /** With two-factor on a code is asked as well; with it off a code that is sent is not looked at. */
  addPasskey(submittedCode: SubmittedCode, isPasswordRight: boolean): boolean {
    const isProved = this.live ? this.prove(submittedCode, isPasswordRight) : this.#password(isPasswordRight);
    this.hasPasskey ||= isProved;
    return isProved;
  }

  /** Acts that require the password and then a code, which they spend: beginning a move, renewing the codes. */
  prove(submittedCode: SubmittedCode, isPasswordRight: boolean): boolean {
    return this.#password(isPasswordRight) && this.#spend(submittedCode);
  }

  disable(submittedCode: SubmittedCode, isPasswordRight: boolean): boolean {
    if (!this.prove(submittedCode, isPasswordRight)) return false;
    this.live = null;
    this.#pending = null;
    this.codes.clear();
    return true;
  }

  /** Makes new one-time passwords for a user who has just signed in with the last one. */
  renewWithoutCode(isPasswordRight: boolean): boolean {
    const isFresh = this.now.getTime() - this.#cameBy.at <= limits.reauthenticationMaxAgeMs;
    const isUsedUp = this.codes.size > 0 && this.left() === 0;
    return this.#password(isPasswordRight) && isFresh && isUsedUp && this.#cameBy.method === 'recovery-code';
  }

  replaceCodes(codes: readonly string[]): void {
    this.codes.clear();
    for (const code of codes) this.codes.set(code, 'good');
  }

  left(): number {
    return [...this.codes.values()].filter((state) => state === 'good').length;
  }

  #waiting(): Buffer | null {
    const isYoung = this.#pending && this.now.getTime() - this.#pending.since < limits.enrolmentLifeMs;
    return isYoung && this.#pending ? this.#pending.secret : null;
  }

  #guardWith(secret: Buffer, step: number): void {
    this.live = { secret, lastStep: step };
    this.#pending = null;
    this.#tallies.totp.forgive();
  }

  #password(isRight: boolean): boolean {
    const isLookedAt = this.#tallies.password.take(this.now.getTime());
    if (isLookedAt && isRight) this.#tallies.password.forgive();
    return isLookedAt && isRight;
  }

  #proves(secret: Buffer, code: string): number | null {
    // Input that is no code of an app is not counted.
    if (!/^\d{6}$/.test(code) || !this.#tallies.enrolment.take(this.now.getTime())) return null;
    const step = this.#stepOf(secret, code);
    if (step !== null) this.#tallies.enrolment.forgive();
    return step;
  }

  #spend({ method, code }: SubmittedCode): boolean {
    if (!this.#tallies[method].take(this.now.getTime()) || !this.live) return false;
    const step = method === 'totp' ? this.#stepOf(this.live.secret, code) : null;
    if (method === 'totp' ? step === null || step <= this.live.lastStep : this.codes.get(code) !== 'good') return false;
    if (step === null) this.codes.set(code, 'spent');
    else this.live.lastStep = step;
    this.#tallies[method].forgive();
    return true;
  }

  #stepOf(secret: Buffer, code: string): number | null {
    const steps = SKEW.map((skew) => stepAt(this.now) + skew);
    return steps.find((step) => codeAt(secret, step) === code) ?? null;
  }
}
