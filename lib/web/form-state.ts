import 'server-only';
import { say } from '../messages.ts';
import type { Failure, FormState } from '../result.ts';

/** The whole form was refused. */
export function refusedForm(failure: Pick<Failure, 'code' | 'facts'>): FormState {
  return { status: 'failed', message: say(failure.code, failure.facts) };
}

/** Fields were refused, each with its own sentence; null stands for a field that was fine. */
export function refusedFields(failures: Readonly<Record<string, Failure | null>>): FormState {
  const fields = Object.entries(failures).flatMap(([name, failure]) =>
    failure ? [[name, say(failure.code, failure.facts)]] : [],
  );
  return { status: 'failed', fields: Object.fromEntries(fields) };
}
