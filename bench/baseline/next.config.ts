import { resolve } from 'node:path';
import type { NextConfig } from 'next';

/** A Next app with nothing of ours, to measure ours against. It shares our packages and our rules of TypeScript. */
const config: NextConfig = {
  turbopack: { root: resolve('../..') },
  typescript: { ignoreBuildErrors: true, tsconfigPath: '../../tsconfig.json' },
};

export default config;
