import { Icon } from '#app/_ui/icon.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { adminEventFilters } from '#lib/flows/admin/describe-events.ts';
import type { Words } from '#lib/words/shape.ts';
import { type EventsView, eventsPath } from './events-view.ts';

type Props = { view: EventsView; words: Words['eventLog'] };

/** Whose events of which days, in a plain form: its result has a URL that can be kept. Kinds are links. */
export function EventsToolbar({ view, words: { form, filters } }: Props) {
  const { filter, email, from, to } = view;
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
          <div className="toolbar-dates">
            <DayField id="from" label={form.from} day={from} />
            <DayField id="to" label={form.to} day={to} />
          </div>
          {filter !== 'all' && <input type="hidden" name="filter" value={filter} />}
          <button type="submit" className="button button-quiet">
            {form.apply}
          </button>
          {(email || from || to) && (
            <PageLink href={eventsPath(view, { email: '', from: '', to: '' })} className="button button-plain">
              {form.clear}
            </PageLink>
          )}
        </form>
      </search>
      <nav aria-label={filters.heading}>
        <ul className="chips">
          {adminEventFilters.map((name) => (
            <li key={name}>
              <PageLink
                href={eventsPath(view, { filter: name })}
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

function DayField({ id, label, day }: { id: string; label: string; day: string }) {
  return (
    <label htmlFor={id} className="toolbar-date">
      <span>{label}</span>
      <input key={day} id={id} name={id} type="date" defaultValue={day} className="input" />
    </label>
  );
}
