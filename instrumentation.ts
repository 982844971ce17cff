import type { Instrumentation } from 'next';

/** Runs once before the first request: settings are checked and the database is brought up to date. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] === 'nodejs') {
    const { boot } = await import('./lib/web/boot/boot.ts');
    await boot();
  }
}

/** Logs a request that broke, with the reference that the user sees (`digest`) and the id that its other lines carry. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const id = request.headers['x-request-id'];
  const fields = describeError(error);
  const { noteReference } = await import('./lib/web/fault-reference.ts');
  if (typeof id === 'string' && fields.reference) noteReference(id, fields.reference);
  const { requestLogOf } = await import('./lib/observability/log.ts');
  requestLogOf(typeof id === 'string' ? id : null).error(
    // The path without its query: links in mails carry secrets there.
    { event: 'request-failed', method: request.method, path: request.path.split('?')[0], ...fields },
    'a request broke',
  );
};

function describeError(error: unknown): { reason: string; reference?: string } {
  // The first line: a query that failed quotes its values in the second.
  const [reason = ''] = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split('\n');
  return error instanceof Error && 'digest' in error ? { reason, reference: String(error.digest) } : { reason };
}
