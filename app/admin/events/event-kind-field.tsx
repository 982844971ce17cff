import { eventCatalogue, eventKinds } from '#lib/rules/events/catalogue.ts';
import { filterKinds } from '#lib/rules/events/event-filter.ts';
import type { Words } from '#lib/words/shape.ts';
import type { EventsView } from './events-view.ts';

const groups = [
  ['sign-in', 'sign-ins'],
  ['security', 'security'],
  ['administration', 'administrators'],
] as const;

type Props = { view: EventsView; isFault: boolean; words: Pick<Words, 'eventLog' | 'events'> };

/** One kind of event, of those that the chosen filter includes. What a URL calls a kind and is none is kept. */
export function EventKindField({ view: { filter, kind }, isFault, words: { eventLog, events } }: Props) {
  const included = (filter === 'administrators' ? null : filterKinds(filter)) ?? eventKinds;
  return (
    <label htmlFor="kind" className="toolbar-field">
      <span>{eventLog.form.kind}</span>
      <select
        key={`${filter} ${kind}`}
        id="kind"
        name="kind"
        defaultValue={kind}
        aria-invalid={isFault || undefined}
        aria-describedby={isFault ? 'events-fault' : undefined}
        className="input"
      >
        <option value="">{eventLog.form.anyKind}</option>
        {isFault && <option value={kind}>{kind}</option>}
        {groups.map(([category, name]) => {
          const kinds = included.filter((one) => eventCatalogue[one].category === category);
          return (
            kinds.length > 0 && (
              <optgroup key={category} label={eventLog.filters[name]}>
                {kinds.map((one) => (
                  <option key={one} value={one}>
                    {events.kinds[one]}
                  </option>
                ))}
              </optgroup>
            )
          );
        })}
      </select>
    </label>
  );
}
