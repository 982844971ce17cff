// One folder a purpose, so that neither `npm start` nor the tests ever build under a server of the other. Next and the
// app learn which one it is from BUILD_FOLDER (next.config.ts), which is no public setting: an image has only `.next`.

/** What `npm start` builds and serves. */
export const SERVED_BUILD = '.next';

/** What the tests, the benchmark and the pictures build and serve. */
export const TESTED_BUILD = '.next-test';
