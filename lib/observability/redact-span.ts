/** What a span says in words; times, ids and kinds carry nothing about a user. */
export type SpanFacts = {
  name: string;
  attributes: Facts;
  status: { code: number; message?: string };
  events: readonly { name: string; attributes?: Facts }[];
};

type Facts = Readonly<Record<string, unknown>>;

/** Attributes that Next sets about requests, its own work and calls to providers. All others are dropped. */
const KNOWN = /^(http\.(method|target|url|route|status_code)|net\.peer\.(name|port)|next\.[\w.]+|error\.type)$/;
/** Of an exception only its kind: messages and stacks quote addresses, and values of queries. The log has the rest. */
const KNOWN_OF_EVENTS = /^exception\.type$/;

/**
 * Returns the span as it may be exported: no query of any URL (links in mails and calls to providers carry tokens
 * there), no message of an exception, no text longer than `maxLength` characters.
 */
export function redactSpan<Span extends SpanFacts>(
  { name, attributes, status, events }: Span,
  maxLength: number,
): Pick<Span, 'name' | 'attributes' | 'status' | 'events'> {
  const keep = (facts: Facts, known: RegExp) =>
    Object.fromEntries(
      Object.entries(facts).flatMap(([key, value]) => {
        const kept = known.test(key) ? reduce(value, maxLength) : undefined;
        return kept === undefined ? [] : [[key, kept]];
      }),
    );
  return {
    name: withoutQuery(name).slice(0, maxLength),
    attributes: keep(attributes, KNOWN),
    status: { code: status.code },
    events: events.map((event) => ({
      ...event,
      name: withoutQuery(event.name).slice(0, maxLength),
      attributes: keep(event.attributes ?? {}, KNOWN_OF_EVENTS),
    })),
  };
}

function reduce(value: unknown, maxLength: number): string | number | boolean | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  // Next sets no lists or objects.
  return typeof value === 'string' ? withoutQuery(value).slice(0, maxLength) : undefined;
}

/**
 * Cuts a text where the query or the fragment of a URL begins, anywhere in it. Also where that sign is written as %3F
 * or %23, encoded once or several times, or got lost, as in links from some mail programs: no path of ours holds a
 * character of queries. Drops a name and password before a host.
 */
function withoutQuery(text: string): string {
  const [before = ''] = text.split(/[?#&;=]|%(?:25)*(?:3f|23)/i, 1);
  return before.replace(/\/\/[^/\s]*@/, '//');
}
