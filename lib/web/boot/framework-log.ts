import 'server-only';
import { log } from '../../observability/log.ts';

/** What Next says of a form that calls an action which this build doesn't have. */
const UNKNOWN_FORM = /Failed to find Server Action|Server Reference ID/;
/** What Node and Next say of a client that went away. */
const HUNG_UP =
  /^(aborted|Connection closed\.?|terminated)$|ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|ResponseAborted/;

/**
 * Turns what libraries print into JSON lines like ours, or drops it: a log that machines read has no half lines, and an
 * attacker can't write a stack into it. Drops what `onRequestError` (instrumentation.ts) has logged already, clients
 * that hung up, and messages at the start.
 */
export function speakJson(): void {
  for (const name of ['log', 'info', 'debug', 'trace'] as const) console[name] = () => {};
  console.warn = (...said: unknown[]) => tell('warn', said);
  console.error = (...said: unknown[]) => tell('error', said);
  process.removeAllListeners('warning');
  process.on('warning', (warning) => tell('warn', [warning]));
}

function tell(level: 'warn' | 'error', said: readonly unknown[]): void {
  const error = said.find((part) => part instanceof Error);
  if (error && 'digest' in error) return;
  const text = said.map((part) => (part instanceof Error ? describe(part) : String(part))).join(' ');
  // The first line: a query that failed quotes its values in the second.
  const reason = (text.trim().split('\n')[0] ?? '').slice(0, 300);
  if (reason === '' || HUNG_UP.test(error?.message ?? reason) || HUNG_UP.test(codeOf(error))) return;
  if (UNKNOWN_FORM.test(reason))
    log().warn({ event: 'unknown-form' }, 'a form calls an action that this build has not');
  else log()[level]({ event: 'framework', reason }, 'said by a library');
}

function describe({ name, message }: Error): string {
  return `${name}: ${message}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
