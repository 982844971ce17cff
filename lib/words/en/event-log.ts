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
    kind: 'Event',
    anyKind: 'Any',
    by: 'Done by',
    byHint: 'Email or user',
    text: 'Text',
    textHint: 'Reason or IP',
    from: 'From',
    to: 'To',
    utc: 'Days in UTC',
    apply: 'Apply',
    clear: 'Clear',
  },
  faults: {
    'bad-from': 'From must be a day, like 2026-11-24.',
    'bad-to': 'To must be a day, like 2026-11-24.',
    'reversed-days': 'From is later than To. Swap them.',
    'unknown-kind': 'There’s no such event. Choose one from the list.',
  },
  export: {
    csv: 'Download CSV',
    json: 'Download JSON',
    jsonl: 'Download JSON Lines',
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
  /** A search that ended before it had found enough or seen all. */
  partial: ({ number }: { number: string }) =>
    `Looked through ${number} events so far. Go on with Newer or Older, or narrow the days.`,
  showAll: 'Show all events',
};
