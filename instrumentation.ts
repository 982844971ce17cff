/** Runs once before the first request: settings are checked and the database is brought up to date. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] === 'nodejs') {
    const { prepare } = await import('./lib/web/prepare.ts');
    await prepare();
  }
}
