import { defineConfig } from '@playwright/test';

/** Set by scripts/test.mjs when the machine has a Chromium of its own; else Playwright takes the one it installed. */
const chromium = process.env['CHROMIUM_PATH'];
// Chromium's sandbox refuses to run as root, which containers usually are.
const isRoot = process.getuid?.() === 0;

// No webServer: each worker starts an app with a database and providers of its own (e2e/fixtures/test.ts).
export default defineConfig({
  testDir: 'e2e',
  // The long run (scripts/soak.mjs) measures as well, and npm run pictures only takes pictures; neither is a test.
  testMatch: process.env['PICTURES']
    ? '**/*.pictures.ts'
    : process.env['SOAK']
      ? '**/*.{spec,bench}.ts'
      : '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // A browser on a loaded machine may be cut off once. What needed a second try is counted as flaky in the last line;
  // races and kills get none.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    // No trace unless asked for (`--trace on`): recording takes a fifth of the time of all tests.
    screenshot: 'only-on-failure',
    // No waiting for what moves: dialogs that slide in are looked at by people.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { ...(chromium ? { executablePath: chromium } : {}), args: isRoot ? ['--no-sandbox'] : [] },
  },
});
