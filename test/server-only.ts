// Replaces the package of this name in unit tests (vitest.config.ts).
export {};
