import { retryFailedEvents } from '../../db/queries/event-webhook.ts';
import { clock } from '../clock.ts';
import { limits } from '../config/limits.ts';
import type { Settings } from '../config/settings.ts';
import { generateId } from '../crypto/token.ts';
import { postSigned, reasonOf } from '../flows/admin/send-event-webhook.ts';
import { postOutside } from '../http/post-outside.ts';
import { commandWebhook as words } from '../words/en/command-webhook.ts';
import type { CommandHandler, Options } from './command-context.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

type Call = { terminal: Terminal; settings: Settings; options: Options };

/** webhook test: sends one message that is no event, signed like one. Exit code 1 when the receiver didn't take it. */
export async function testWebhook({ terminal, settings: { webhook, appName }, options }: Call): Promise<number> {
  if (!webhook) throw new UsageError(words.unset);
  const now = clock();
  const id = `test-${generateId()}`;
  const message = { type: 'test', timestamp: now.toISOString(), text: words.testText({ app: appName }), data: { id } };
  const bounds = { withinMs: limits.webhookTimeoutMs, maxBytes: limits.webhookMaxBytes };
  const { host } = new URL(webhook.url);
  const fault = await postSigned(webhook, (url, posted) => postOutside(url, posted, bounds), {
    id,
    now,
    body: JSON.stringify(message),
  }).then(() => null, reasonOf);
  const said = fault === null ? words.taken({ host }) : words.notTaken({ host, fault });
  if (options.json) terminal.out.write(`${JSON.stringify({ id, host, fault }, null, 2)}\n`);
  else (fault === null ? terminal.out : terminal.err).write(`${said}\n`);
  return fault === null ? 0 : 1;
}

/** webhook retry: orders every event that was given up to be sent again. */
export const retryWebhook: CommandHandler = async ({ db, context, answer }) => {
  if (!context.settings.webhook) throw new UsageError(words.unset);
  let count = 0;
  for (let ordered: number = limits.sweptEventsAtOnce; ordered === limits.sweptEventsAtOnce; ) {
    ordered = await retryFailedEvents(db, context.now, limits.sweptEventsAtOnce);
    count += ordered;
  }
  answer({ ordered: count }, () => [words.ordered({ count })]);
  return 0;
};
