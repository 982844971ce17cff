import { addMs } from '../clock.ts';

/** `refused`: the receiver will never take it. `given-up`: it was tried as often as it may be. */
export type TryOutcome = 'sent' | 'waits' | 'refused' | 'given-up';

/** A row of an outbox that its sender has claimed, and what becomes of it. */
export type Try = {
  now: Date;
  /** Before this one. */
  tries: number;
  /** The waits between tries; after the last one it is given up. */
  retriesMs: readonly number[];
  /** Throws where it didn't arrive. */
  send(): Promise<void>;
  /** Whether the receiver has said so for good; no failure does, if left out. */
  isFinal?: (error: unknown) => boolean;
  markSent(): PromiseLike<unknown>;
  postpone(until: Date): PromiseLike<unknown>;
  giveUp(): PromiseLike<unknown>;
  /** Logs and counts it, once for every try; `error` is what `send` threw. */
  note(outcome: TryOutcome, error?: unknown): void;
};

/**
 * Sends what waits in an outbox once: emails, notices to apps, events to a webhook. Its row stays until it arrived, or
 * was given up: a process that dies in between leaves it to another one, so that everything is sent at least once.
 */
export async function tryOnce(one: Try): Promise<TryOutcome> {
  try {
    await one.send();
  } catch (error) {
    const wait = one.retriesMs[one.tries];
    const outcome = one.isFinal?.(error) ? 'refused' : wait === undefined ? 'given-up' : 'waits';
    one.note(outcome, error);
    await (outcome === 'waits' && wait !== undefined ? one.postpone(addMs(one.now, wait)) : one.giveUp());
    return outcome;
  }
  await one.markSent();
  one.note('sent');
  return 'sent';
}
