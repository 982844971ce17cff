import { type EventKind, eventCatalogue, eventKinds } from './catalogue.ts';

/** What the filter of the Activity tab offers. */
export const eventFilters = ['all', 'sign-ins', 'security'] as const;
export type EventFilter = (typeof eventFilters)[number];

type Category = (typeof eventCatalogue)[EventKind]['category'];

/** What an administrator does to an account is about its security too. */
const categories: Readonly<Record<Exclude<EventFilter, 'all'>, readonly Category[]>> = {
  'sign-ins': ['sign-in'],
  security: ['security', 'administration'],
};

/** Returns the kinds that a filter includes; null for all. */
export function filterKinds(filter: EventFilter): readonly EventKind[] | null {
  return filter === 'all'
    ? null
    : eventKinds.filter((kind) => categories[filter].includes(eventCatalogue[kind].category));
}
