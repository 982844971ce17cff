import { plurals } from '../plural.ts';

const p = plurals('en');

/** The events of everyone, for administrators. */
export const eventLog = {
  title: 'Events',
  lead: ({ days }: { days: number }) =>
    p(days, {
      one: 'What happened to accounts, newest first. Kept for 1 day.',
      other: `What happened to accounts, newest first. Kept for ${days} days.`,
    }),
  filters: {
    heading: 'Show',
    all: 'All',
    'sign-ins': 'Sign-ins',
    security: 'Security',
    administrators: 'Administrator actions',
  },
  form: {
    subject: 'Email address or file',
    from: 'From',
    to: 'To',
    utc: 'Days in UTC',
    apply: 'Apply',
    clear: 'Clear',
  },
  export: {
    csv: 'Download CSV',
    json: 'Download JSON',
    badDay: 'From and To must be days, like 2026-11-24.',
    columns: {
      at: 'When (UTC)',
      account: 'Account',
      deleted: 'Deleted',
      kind: 'Kind',
      what: 'What',
      details: 'Details',
      by: 'By',
      browser: 'Browser',
      address: 'Address',
    },
  },
  columns: { time: 'Time', event: 'Event', person: 'Person', reason: 'Reason', by: 'By', from: 'From' },
  commandLine: ({ user }: { user: string }) => `Command line (${user})`,
  newer: 'Newer',
  older: 'Older',
  empty: 'Nothing here yet.',
  noMatch: 'No events match.',
  showAll: 'Show all events',
};
