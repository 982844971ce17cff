import { connection } from 'next/server';
import { settings } from '#lib/config/env.ts';
import { brand } from '#lib/web/brand.ts';

const ours = [
  { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
  { src: '/icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
];

/** How the product looks on a home screen (W3C Web Application Manifest). */
export async function GET(): Promise<Response> {
  // Made for its request: the settings aren't known when the app is built.
  await connection();
  const { appName } = settings();
  const { icon } = brand();
  const manifest = {
    name: appName,
    short_name: appName,
    start_url: '/',
    display: 'standalone',
    background_color: '#f6f7fa',
    theme_color: '#f6f7fa',
    icons: icon ? [{ src: `/brand/${icon.name}`, sizes: '512x512', type: icon.type }] : ours,
  };
  return Response.json(manifest, { headers: { 'Content-Type': 'application/manifest+json' } });
}
