import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Marks a file for Next's compiler and throws anywhere else; lib/web is tested as the server code that it is.
  resolve: {
    alias: {
      'server-only': fileURLToPath(new URL('test/server-only.ts', import.meta.url)),
      // As in the build of the end-to-end tests.
      '#lib/words/offered.ts': fileURLToPath(new URL('lib/words/offered-in-tests.ts', import.meta.url)),
    },
  },
  test: {
    include: ['{lib,db}/**/*.test.ts', '{scripts,server}/**/*.test.mjs'],
    setupFiles: ['./vitest.setup.ts'],
    // A test that depends on the machine's time zone would fail on some other machine.
    env: { TZ: 'UTC' },
    // Real hashing and real files, on machines of every speed: no test is about time.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Half of a machine of two cores would stand idle with what vitest takes by itself.
    maxWorkers: 2,
  },
});
