import { plurals } from '../plural.ts';

const p = plurals('en');
type Count = { count: number };

/** What `npm run admin -- policy …` says. */
export const commandPolicy = {
  missing: {
    everyone: ({ count }: Count) =>
      p(count, {
        one: 'Required for everyone, 1 person would have to set up two-factor authentication.',
        other: `Required for everyone, ${count} people would have to set up two-factor authentication.`,
      }),
    admins: ({ count }: Count) =>
      p(count, {
        one: 'Required for administrators, 1 person would have to set up two-factor authentication.',
        other: `Required for administrators, ${count} people would have to set up two-factor authentication.`,
      }),
  },
  overdue: ({ count, on }: Count & { on: string }) =>
    p(count, { one: `1 of them would be overdue on ${on}.`, other: `${count} of them would be overdue on ${on}.` }),
  reminding: 'Reminding',
  reminded: ({ count }: Count) => p(count, { one: 'Sent 1 reminder.', other: `Sent ${count} reminders.` }),
};
