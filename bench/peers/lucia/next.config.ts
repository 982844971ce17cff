import { resolve } from 'node:path';
import type { NextConfig } from 'next';

/** A peer that ours is measured beside. Shares our packages and our TypeScript options. */
const config: NextConfig = {
  turbopack: { root: resolve('../../..') },
  typescript: { ignoreBuildErrors: true, tsconfigPath: '../../../tsconfig.json' },
};

export default config;
