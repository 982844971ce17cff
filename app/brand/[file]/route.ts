import { brandPolicy } from '#lib/http/content-security-policy.ts';
import { brandFile } from '#lib/web/brand.ts';

/** The organisation's logo, icon and colours. Named by their content, so they're kept for ever. */
export async function GET(_request: Request, { params }: RouteContext<'/brand/[file]'>): Promise<Response> {
  const file = brandFile((await params).file);
  if (!file) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(file.body), {
    headers: {
      'Content-Type': file.type,
      'Content-Security-Policy': brandPolicy,
      'Cache-Control': 'public,max-age=31536000,immutable',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
