import type { NextConfig } from 'next';
import { PHASE_PRODUCTION_BUILD } from 'next/constants.js';
import { limits } from './lib/config/limits.ts';
import { securityHeaders } from './lib/http/security-headers.ts';

const headers = Object.entries(securityHeaders).map(([key, value]) => ({ key, value }));

/** Of every answer but the files of the build: redirects, refusals and data are personal as well (ASVS 14.3.2). */
const unstored = {
  source: '/((?!_next/static|icon|favicon).*)',
  headers: [{ key: 'Cache-Control', value: 'no-store' }],
};

/** Where the build lies: `.next`, except for the tests (scripts/build-folders.mjs). */
const folder = process.env['BUILD_FOLDER'] ?? '.next';

/** `next build` also lays out the folder that the container image is made of; `next start` wants to know nothing of it. */
const config = (phase: string): NextConfig => ({
  ...(phase === PHASE_PRODUCTION_BUILD ? { output: 'standalone' } : {}),
  distDir: folder,
  // Written into the code as it is built, so that the app finds its own build in an image too.
  env: { BUILD_FOLDER: folder },
  // Hosts that built the same sources (scripts/build.mjs) are one to the browser.
  generateBuildId: () => process.env['SOURCE_HASH'] ?? null,
  poweredByHeader: false,
  // So that proxy.ts sees the headers of Next's own, and turns away what Next would answer with a 500.
  skipProxyUrlNormalize: true,
  headers: async () => [{ source: '/:path*', headers }, unstored],
  images: { unoptimized: true },
  // The tests build the app with languages that show what is in no catalogue (lib/words/offered-in-tests.ts).
  turbopack: {
    resolveAlias: { '#lib/words/offered.ts': process.env['OFFERED_LANGUAGES'] ?? './lib/words/offered.ts' },
  },
  // `npm test` checks the types, of the tests too. Whoever starts a clone need not wait for that.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    // server/cluster.mjs needs it too, beside the build.
    'prom-client',
    // Next and we have to meet in one copy of the first; the others are loaded only where traces are sent.
    '@opentelemetry/api',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace-node',
  ],
  outputFileTracingIncludes: { '/**': ['./db/migrations/**/*'] },
  experimental: {
    serverActions: { bodySizeLimit: limits.formMaxBytes },
    // A page is loaded when it is asked for: all of them at once were a third of every start.
    preloadEntriesOnStart: false,
  },
});

export default config;
