// Separate folders, so that neither `npm start` nor the tests ever build under a server of the other. BUILD_FOLDER tells
// Next and the app which one it is (next.config.ts); it is no public setting, and an image has only `.next`.

/** What `npm start` builds and serves. */
export const SERVED_BUILD = '.next';

/** What the tests, the benchmark and the pictures build and serve. */
export const TESTED_BUILD = '.next-test';
