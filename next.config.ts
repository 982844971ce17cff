import type { NextConfig } from 'next';
import { limits } from './lib/limits.ts';

const config: NextConfig = {
  poweredByHeader: false,
  images: { unoptimized: true },
  typedRoutes: true,
  outputFileTracingIncludes: { '/**': ['./db/migrations/**/*'] },
  experimental: { serverActions: { bodySizeLimit: limits.formMaxBytes } },
};

export default config;
