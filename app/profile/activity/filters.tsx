import { PageLink } from '#app/_ui/page-link.tsx';
import type { EventFilter } from '#lib/rules/events/event-filter.ts';
import type { Words } from '#lib/words/shape.ts';

const filters: readonly EventFilter[] = ['all', 'sign-ins', 'security'];

/** Returns the URL of a page of the list. The plain one is the first page of all. */
export function activityPath(filter: EventFilter, page = 1): string {
  const query = new URLSearchParams({
    ...(filter === 'all' ? {} : { filter }),
    ...(page === 1 ? {} : { page: String(page) }),
  });
  return query.size === 0 ? '/profile/activity' : `/profile/activity?${query}`;
}

/** Three links: which events the list shows. */
export function Filters({ chosen, words }: { chosen: EventFilter; words: Words['activity']['filters'] }) {
  return (
    <nav aria-label={words.heading} className="chips">
      {filters.map((filter) => (
        <PageLink
          key={filter}
          href={activityPath(filter)}
          scroll={false}
          aria-current={filter === chosen ? 'true' : undefined}
          className="chip"
        >
          {words.names[filter]}
        </PageLink>
      ))}
    </nav>
  );
}
