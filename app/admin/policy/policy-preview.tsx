import { Field } from '#app/_ui/field.tsx';
import { SelectField } from '#app/_ui/select-field.tsx';
import type { PolicyPreview as Preview } from '#lib/flows/admin/preview-policy.ts';
import { parseDay } from '#lib/rules/events/day.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';
import type { Proposal } from './proposal.ts';

type Props = { proposal: Proposal; preview: Preview; words: Words['policy']['preview']; formats: Formats };

/** A rule that isn't set, and what it would mean. A plain form: its answer has a URL that can be kept. */
export function PolicyPreview({ proposal: { who, from, grace, on }, preview, words, formats }: Props) {
  const day = (text: string) => formats.day(parseDay(text) ?? new Date(0));
  return (
    <div className="card space-y-5">
      <form action="/admin/policy" className="policy-proposal">
        <SelectField
          id="who"
          name="who"
          label={words.who}
          options={(['everyone', 'admins'] as const).map((value) => ({ value, label: words.choices[value] }))}
          chosen={who}
        />
        <Field id="from" name="from" label={words.from} type="date" defaultValue={from} key={`from ${from}`} />
        <Field
          id="grace"
          name="grace"
          label={words.grace}
          type="number"
          min={0}
          max={365}
          defaultValue={grace}
          key={`grace ${grace}`}
        />
        <Field id="on" name="on" label={words.on} type="date" defaultValue={on} key={`on ${on}`} />
        <div>
          <button type="submit" className="button button-quiet">
            {words.submit}
          </button>
        </div>
      </form>
      <div role="status">
        <p>{words.missing[who]({ count: preview.missing, day: day(from) })}</p>
        {preview.missing > 0 && <p>{words.overdue({ count: preview.overdue, day: day(on) })}</p>}
      </div>
    </div>
  );
}
