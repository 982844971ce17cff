import { afterEach, beforeEach, expect, vi } from 'vitest';

// Code that writes to the error console in a test has found a problem, or should have used the log.
beforeEach(() => {
  vi.spyOn(console, 'error');
  vi.spyOn(console, 'warn');
});

afterEach(() => {
  const said = [...vi.mocked(console.error).mock.calls, ...vi.mocked(console.warn).mock.calls];
  vi.restoreAllMocks();
  expect(said, 'nothing is written to the error console').toEqual([]);
});
