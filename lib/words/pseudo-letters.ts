const plain = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const accented = 'ÀƁĆĎĒƑĜĤĨĴĶĹḾŃŌṔǪŔŜŢŪṼŴẊŶŽàƀćďēƒĝĥĩĵķĺḿńōṕǫŕŝţūṽŵẋŷž';

/** Each letter of English with an accent: still readable, and no longer the same. */
export const letters: Readonly<Record<string, string>> = Object.fromEntries(
  [...plain].map((letter, index) => [letter, [...accented][index] ?? letter]),
);
