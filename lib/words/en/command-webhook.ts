import { plurals } from '../plural.ts';

const p = plurals('en');

/** What `npm run admin -- webhook …` says. */
export const commandWebhook = {
  unset: 'There is no webhook. Set EVENT_WEBHOOK_URL and EVENT_WEBHOOK_SECRET.',
  testText: ({ app }: { app: string }) => `Test message from ${app}`,
  taken: ({ host }: { host: string }) => `${host} took the test message.`,
  notTaken: ({ host, fault }: { host: string; fault: string }) =>
    `${host} didn’t take the test message: ${fault}. Check EVENT_WEBHOOK_URL, and the receiver’s secret and log.`,
  ordered: ({ count }: { count: number }) =>
    count === 0
      ? 'No event was given up. Those that wait are sent by themselves.'
      : p(count, {
          one: '1 event is sent again. The running server does that.',
          other: `${count} events are sent again. The running server does that.`,
        }),
};
