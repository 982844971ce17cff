/** What a span says in words; times, ids and kinds carry nothing of a person. */
export type SpanFacts = {
  name: string;
  attributes: Facts;
  status: { code: number; message?: string };
  events: readonly { name: string; attributes?: Facts }[];
};

type Facts = Readonly<Record<string, unknown>>;

/** Facts that Next notes about requests, its own work and calls to providers. Whatever else turns up stays here. */
const KNOWN = /^(http\.(method|target|url|route|status_code)|net\.peer\.(name|port)|next\.[\w.]+|error\.type)$/;
/** Of an exception only its kind: messages and stacks quote addresses, and values of queries. The log has the rest. */
const KNOWN_OF_EVENTS = /^exception\.type$/;

/**
 * The span as it may leave the house: no query of any address (links in mails and calls to providers carry tokens
 * there), no words of an exception, no text longer than `maxLength` characters.
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
  // Lists and objects are none of Next's.
  return typeof value === 'string' ? withoutQuery(value).slice(0, maxLength) : undefined;
}

/**
 * Cut where the query or the fragment of an address begins, wherever in the text the address stands. Also where that
 * sign is written as %3F or %23, once or several times over, or got lost, as links come out of some mail programs: no
 * path of ours has a sign that stands in queries. And without a name and password before a host.
 */
function withoutQuery(text: string): string {
  const [before = ''] = text.split(/[?#&;=]|%(?:25)*(?:3f|23)/i, 1);
  return before.replace(/\/\/[^/\s]*@/, '//');
}
