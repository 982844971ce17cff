/** Lets `most` attempts through per key, and one more every `refillMs`. Kept in this process, as in the example. */
export class TokenBucket {
  readonly #most: number;
  readonly #refillMs: number;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(most: number, refillMs: number) {
    this.#most = most;
    this.#refillMs = refillMs;
  }

  consume(key: string, now: number): boolean {
    const bucket = this.#buckets.get(key) ?? { left: this.#most, at: now };
    const refilled = Math.floor((now - bucket.at) / this.#refillMs);
    const left = Math.min(this.#most, bucket.left + refilled);
    if (left < 1) return false;
    this.#buckets.set(key, { left: left - 1, at: refilled > 0 ? now : bucket.at });
    return true;
  }
}
