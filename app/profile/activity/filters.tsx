import Link from 'next/link';
import type { EventFilter } from '#lib/rules/events/event-filter.ts';

const filters: readonly { filter: EventFilter; label: string }[] = [
  { filter: 'sign-ins', label: 'Sign-ins' },
  { filter: 'security', label: 'Security' },
  { filter: 'all', label: 'All' },
];

/** Returns the URL of a page of the list. The plain one is the first page of all. */
export function activityPath(filter: EventFilter, page = 1): string {
  const query = new URLSearchParams({
    ...(filter === 'all' ? {} : { filter }),
    ...(page === 1 ? {} : { page: String(page) }),
  });
  return query.size === 0 ? '/profile/activity' : `/profile/activity?${query}`;
}

/** Three links: which events the list shows. */
export function Filters({ chosen }: { chosen: EventFilter }) {
  return (
    <nav aria-label="Show" className="segments">
      {filters.map(({ filter, label }) => (
        <Link
          key={filter}
          href={activityPath(filter)}
          prefetch={false}
          scroll={false}
          aria-current={filter === chosen ? 'true' : undefined}
          className="segment"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
