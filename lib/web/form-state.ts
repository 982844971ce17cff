import 'server-only';
import type { Failure, FormAnswer, FormState, Refusal } from '../result.ts';
import { refuse } from '../result.ts';
import { say } from '../words/say.ts';
import type { Words } from '../words/shape.ts';

/** The whole form was refused. */
export function refusedForm({ code, facts }: Refusal): FormAnswer {
  return { status: 'failed', refusal: { code, facts } };
}

/** Fields were refused, each with its own code; null stands for a field that was fine. */
export function refusedFields(failures: Readonly<Record<string, Failure | null>>): FormAnswer {
  const fieldRefusals = Object.entries(failures).flatMap(([name, failure]) =>
    failure ? [[name, { code: failure.code, facts: failure.facts }]] : [],
  );
  return { status: 'failed', fieldRefusals: Object.fromEntries(fieldRefusals) };
}

/** Returns what the form shows of an answer, in the language of `words`. The one place where codes become sentences. */
export function inWords(answer: FormAnswer, words: Words): FormState {
  const { refusal = unsaid(answer), fieldRefusals, confirmation, ...rest } = answer;
  return {
    ...rest,
    ...(confirmation && { message: words.confirmations[confirmation] }),
    ...(refusal && { code: refusal.code, message: say(words, refusal.code, refusal.facts) }),
    ...(fieldRefusals && {
      fields: Object.fromEntries(
        Object.entries(fieldRefusals).map(([name, { code, facts }]) => [name, say(words, code, facts)]),
      ),
    }),
  };
}

/** A stored answer of an older version holds sentences in place of codes: it says no more than that it was refused. */
function unsaid({ status, fieldRefusals }: FormAnswer): Refusal | undefined {
  return status === 'failed' && !fieldRefusals ? refuse('cannot-tell') : undefined;
}
