/**
 * The one place that reads the clock. Rules and flows take `now` as an argument, so that every
 * decision can be tested at any instant.
 */
export function clock(): Date {
  return new Date();
}

/** Returns `instant` moved by `milliseconds` (negative: earlier). */
export function addMs(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}
