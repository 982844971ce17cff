import pino from 'pino';
import { settings } from './env.ts';

let logger: pino.Logger | undefined;

/**
 * The one log: JSON lines on standard output, UTC times. Callers pass named facts (user id, method,
 * outcome); the redaction list is the second belt for whoever passes a whole form by mistake.
 */
export function log(): pino.Logger {
  logger ??= pino({
    level: settings().logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['password', 'code', 'secret', 'token', 'cookie', 'authorization'].flatMap((name) => [name, `*.${name}`]),
      censor: '[removed]',
    },
  });
  return logger;
}
