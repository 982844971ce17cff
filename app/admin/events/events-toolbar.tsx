import { Icon } from '#app/_ui/icon.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { limits } from '#lib/config/limits.ts';
import { adminEventFilters } from '#lib/flows/admin/find-events.ts';
import type { Words } from '#lib/words/shape.ts';
import { EventKindField } from './event-kind-field.tsx';
import { type EventsFault, type EventsView, eventsPath } from './events-view.ts';

type Props = { view: EventsView; fault: EventsFault | null; words: Words };

/** Which events of whom, in a plain form: its result has a URL that can be kept. The coarse kinds are links. */
export function EventsToolbar({ view, fault, words: { eventLog, events } }: Props) {
  const { form, filters } = eventLog;
  const { filter, email, by, text, from, to } = view;
  const empty = { email: '', kind: '', by: '', text: '', from: '', to: '' };
  return (
    <div className="mb-4 space-y-3">
      <search>
        <form action="/admin/events" className="toolbar">
          <div className="search-box w-full sm:w-80">
            <Icon name="search" size="small" />
            <input
              key={email}
              id="email"
              name="email"
              type="search"
              aria-label={form.subject}
              placeholder={form.subject}
              defaultValue={email}
              autoComplete="off"
              dir="ltr"
              className="input"
            />
          </div>
          <div className="toolbar-fields">
            <DayField
              id="from"
              label={form.from}
              day={from}
              isFault={fault === 'bad-from' || fault === 'reversed-days'}
            />
            <DayField id="to" label={form.to} day={to} isFault={fault === 'bad-to' || fault === 'reversed-days'} />
            <EventKindField view={view} isFault={fault === 'unknown-kind'} words={{ eventLog, events }} />
            <TextField id="by" label={form.by} hint={form.byHint} value={by} longest={limits.emailMaxLength} />
            <TextField
              id="text"
              label={form.text}
              hint={form.textHint}
              value={text}
              longest={limits.eventTextMaxLength}
            />
            <button type="submit" className="button button-quiet">
              {form.apply}
            </button>
            {eventsPath(view, {}) !== eventsPath(view, empty) && (
              <PageLink href={eventsPath(view, empty)} className="button button-plain">
                {form.clear}
              </PageLink>
            )}
          </div>
          {filter !== 'all' && <input type="hidden" name="filter" value={filter} />}
        </form>
      </search>
      {fault && (
        <p id="events-fault" role="alert" className="field-error">
          {eventLog.faults[fault]}
        </p>
      )}
      <nav aria-label={filters.heading}>
        <ul className="chips">
          {adminEventFilters.map((name) => (
            <li key={name}>
              <PageLink
                href={eventsPath(view, { filter: name, kind: '' })}
                aria-current={name === filter ? 'true' : undefined}
                className="chip"
              >
                {filters[name]}
              </PageLink>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

/** A browser's own field of a day shows nothing else, so that what is no day is shown in one for text. */
function DayField({ id, label, day, isFault }: { id: string; label: string; day: string; isFault: boolean }) {
  return (
    <label htmlFor={id} className="toolbar-field">
      <span>{label}</span>
      <input
        key={day}
        id={id}
        name={id}
        type={isFault ? 'text' : 'date'}
        defaultValue={day}
        aria-invalid={isFault || undefined}
        aria-describedby={isFault ? 'events-fault' : undefined}
        className="input"
      />
    </label>
  );
}

type TextProps = { id: string; label: string; hint: string; value: string; longest: number };

function TextField({ id, label, hint, value, longest }: TextProps) {
  return (
    <label htmlFor={id} className="toolbar-field">
      <span>{label}</span>
      <input
        key={value}
        id={id}
        name={id}
        type="search"
        placeholder={hint}
        defaultValue={value}
        maxLength={longest}
        autoComplete="off"
        className="input"
      />
    </label>
  );
}
