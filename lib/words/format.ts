/** Dates, times, numbers, lists and durations as one language writes them. English is British here. */
export type Formats = ReturnType<typeof createFormats>;

const made = new Map<string, Formats>();

/** The formats of a BCP 47 tag, made once: making one takes longer than a whole page may. */
export function formatsOf(tag: string): Formats {
  const formats = made.get(tag) ?? createFormats(tag);
  made.set(tag, formats);
  return formats;
}

/** The instants are told in UTC: in a mail or a file nobody knows where it is read. On screens LocalTime tells them. */
function createFormats(tag: string) {
  const day = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  const number = new Intl.NumberFormat(tag);
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const all = new Intl.ListFormat(tag, { type: 'conjunction' });
  const any = new Intl.ListFormat(tag, { type: 'disjunction' });
  const plain = new Intl.ListFormat(tag, { type: 'unit' });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const units = { minute: unit(tag, 'minute'), hour: unit(tag, 'hour'), day: unit(tag, 'day') };
  return {
    /** 26 Nov 2026 */
    day: (at: Date) => day.format(at),
    /** 14:05 */
    time: (at: Date) => time.format(at),
    /** 1,234 */
    number: (n: number) => number.format(n),
    /** 33%, of a share between 0 and 1 */
    percent: (share: number) => percent.format(share),
    /** Google, Facebook and GitHub */
    and: (items: readonly string[]) => all.format(items),
    /** Google, Facebook or GitHub */
    or: (items: readonly string[]) => any.format(items),
    /** Google, Facebook, GitHub */
    list: (items: readonly string[]) => plain.format(items),
    /** today, 3 days ago */
    ago: (n: number, of: 'day' | 'month' | 'year') => relative.format(-n, of),
    /** 5 minutes. For itself: inside a sentence other languages bend it, so the sentence has its own plural. */
    duration: (n: number, of: keyof typeof units) => units[of].format(n),
  };
}

function unit(tag: string, name: 'minute' | 'hour' | 'day') {
  return new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'long' });
}
