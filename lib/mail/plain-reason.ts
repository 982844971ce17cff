/**
 * Returns why a mail wasn't sent, for the log: the mail server's words without the emails, links and tokens that
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
