import { trace as tracing } from '@opentelemetry/api';
import pino from 'pino';
import { settings } from '../config/env.ts';

export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error'>;

let logger: pino.Logger | undefined;

/** The log of this process. */
export function log(): Log {
  logger ??= makeLog(settings().logLevel);
  return logger;
}

/** Returns the log of one request: its lines share an id, and the ids of its trace where there is one. */
export function requestLogOf(request: string | null): Log {
  log();
  const span = tracing.getActiveSpan();
  const trace = span?.isRecording() ? { trace: span.spanContext().traceId } : {};
  return request && logger ? logger.child({ request, ...trace }) : log();
}

/**
 * JSON lines on standard output (or another `destination`), UTC times. Callers pass named facts (user id, method,
 * outcome); the redaction list is defence in depth, should a caller pass a whole form by mistake.
 */
export function makeLog(level: string, destination: pino.DestinationStream = pino.destination(1)): pino.Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['password', 'code', 'secret', 'token', 'cookie', 'authorization'].flatMap((name) => [name, `*.${name}`]),
      censor: '[removed]',
    },
  };
  return pino(options, destination);
}
