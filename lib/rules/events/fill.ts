import type { EventDetails, EventKind, EventOf } from './catalogue.ts';

/** What fills a sentence; one without gaps takes anything. */
export type FactsOf<Sentence> = Sentence extends (facts: infer Facts) => unknown ? Facts : unknown;

/** The kinds whose sentence needs something else than the details as they are. */
export type Differing<Sentences> = {
  [K in EventKind & keyof Sentences]: EventDetails[K] extends FactsOf<Sentences[K]> ? never : K;
}[EventKind & keyof Sentences];

type Said<Sentence> = Sentence extends (...facts: never[]) => infer Text ? Text : Sentence;

/**
 * Returns the sentence of an event, filled with what `facts` makes of its details, or with these. Sentences and facts
 * are typed kind by kind; here all kinds pass, and the compiler can't follow.
 */
export function fill<Sentences extends object, Tell>(
  sentences: Sentences,
  facts: object,
  { kind, details }: EventOf,
  tell: Tell,
): Said<Sentences[keyof Sentences]> {
  const sentence: unknown = sentences[kind as keyof Sentences];
  const factsOf = facts as Partial<Record<EventKind, (details: unknown, tell: Tell) => unknown>>;
  const filled = sentence instanceof Function ? sentence(factsOf[kind]?.(details, tell) ?? details) : sentence;
  return filled as Said<Sentences[keyof Sentences]>;
}
