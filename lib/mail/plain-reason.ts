/**
 * Why a mail did not go out, for the log: the words of the mail server without the addresses, links and tokens that
 * servers like to quote (attack L-05).
 */
export function plainReason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.message
    .replace(/\S*:\/\/\S*/g, '[link]')
    .replace(/[^\s<>]*@[^\s<>]*/g, '[address]')
    .replace(/[\w-]{32,}/g, '[removed]')
    .slice(0, 300);
}
