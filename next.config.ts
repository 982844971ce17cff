import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from 'next/constants.js';
import { limits } from './lib/config/limits.ts';
import { securityHeaders } from './lib/http/security-headers.ts';

const headers = Object.entries(securityHeaders).map(([key, value]) => ({ key, value }));

/** For every response except files of the build: redirects, refusals and data are personal too (ASVS 14.3.2). */
const unstored = {
  source: '/((?!_next/static|icon|apple-icon|brand/|preview|favicon).*)',
  headers: [{ key: 'Cache-Control', value: 'no-store' }],
};

/** The folder of the build: `.next`, except for the tests (scripts/build-folders.mjs). */
const folder = process.env['BUILD_FOLDER'] ?? '.next';

/**
 * Where requests are filtered: in server/http-hooks, or in proxy.vercel.ts where no hook runs. Next looks for that file
 * only if its ending counts as one of pages.
 */
const filterOf = (phase: string) =>
  phase === PHASE_DEVELOPMENT_SERVER || process.env['VERCEL'] ? 'proxy' : (process.env['REQUEST_FILTER'] ?? 'hook');

/** `next build` also lays out the folder for the container image. */
const config = (phase: string): NextConfig => ({
  ...(phase === PHASE_PRODUCTION_BUILD ? { output: 'standalone' } : {}),
  distDir: folder,
  // Compiled into the code, so that the app finds its own build in an image too, and knows where requests are filtered.
  env: { BUILD_FOLDER: folder, REQUEST_FILTER: filterOf(phase) },
  // The same on all hosts that built the same sources (scripts/build.mjs): the browser sees one app.
  generateBuildId: () => process.env['SOURCE_HASH'] ?? null,
  // page.dev.tsx is a page for developers: the build doesn't know it.
  pageExtensions: [
    ...(phase === PHASE_DEVELOPMENT_SERVER ? ['dev.tsx'] : []),
    ...(filterOf(phase) === 'proxy' ? ['vercel.ts'] : []),
    'tsx',
    'ts',
  ],
  poweredByHeader: false,
  // Lets proxy.vercel.ts see Next's own headers, and refuse what Next would respond to with a 500.
  skipProxyUrlNormalize: true,
  headers: async () => [{ source: '/:path*', headers }, unstored],
  images: { unoptimized: true },
  // The tests build the app with languages that show what is in no catalogue (lib/words/offered-in-tests.ts).
  turbopack: {
    resolveAlias: { '#lib/words/offered.ts': process.env['OFFERED_LANGUAGES'] ?? './lib/words/offered.ts' },
  },
  // `npm test` checks the types, also of the tests. The first start of a clone need not wait for that.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    // Looks for its own class names at run time, which a bundle shortens.
    'oidc-provider',
    // Also imported by server/cluster.mjs, outside the build.
    'prom-client',
    // Next and we must share one copy of the first; the others are loaded only where traces are sent.
    '@opentelemetry/api',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace-node',
  ],
  outputFileTracingIncludes: { '/**': ['./db/migrations/**/*'] },
  experimental: {
    serverActions: { bodySizeLimit: limits.formMaxBytes },
    // Loads a page on its first request: all of them at once took a third of every start.
    preloadEntriesOnStart: false,
  },
});

export default config;
