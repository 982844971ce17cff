import { DAY_MS } from '../config/limits.ts';
import { lastDay, previewPolicy } from '../flows/admin/preview-policy.ts';
import { countReminders, remindAll } from '../flows/admin/remind-two-factor.ts';
import { refuse } from '../result.ts';
import { parseReason } from '../rules/account/reason.ts';
import { parseDay } from '../rules/events/day.ts';
import { commandPolicy as words } from '../words/en/command-policy.ts';
import { type CommandHandler, refused } from './command-context.ts';
import { hearSignals, stoppable } from './interruption.ts';
import { startProgress } from './progress.ts';

/** policy preview: what TWO_FACTOR would mean for today's people. */
export const printPreview: CommandHandler = async ({ context, options, answer }) => {
  const { required = 'everyone', grace } = options;
  const graceMs = grace === undefined ? context.settings.twoFactorPolicy.graceMs : grace * DAY_MS;
  const from = parseDay(options.from ?? dayOf(context.now));
  const policy = { requiredFor: required, from, graceMs };
  const on = (options.on && parseDay(options.on)) || lastDay(policy, context.now);
  const preview = await previewPolicy(context, policy, on);
  answer({ ...preview, on: dayOf(on) }, () => [
    words.missing[required]({ count: preview.missing }),
    words.overdue({ count: preview.overdue, on: dayOf(on) }),
  ]);
  return 0;
};

/** policy remind: a mail to everyone without two-factor, or to those whose days are over. */
export const remindEveryone: CommandHandler = async (command) => {
  const { context, options, terminal, by } = command;
  const reason = parseReason(options.reason ?? '');
  if (!reason.ok) return refused(command, reason);
  const whom = options.overdue ? 'overdue' : 'everyone';
  const total = await countReminders(context, whom);
  if (total === 0) return refused(command, refuse('reminders-none'));
  const progress = startProgress(terminal, { label: words.reminding, total });
  const sent = await stoppable((isStopped) =>
    remindAll(
      context,
      whom,
      { reason: reason.value, by },
      {
        onSent: async (count) => {
          progress.at(count);
          await hearSignals();
          return !isStopped();
        },
      },
    ),
  ).finally(progress.end);
  command.answer({ done: true, sent }, () => [words.reminded({ count: sent })]);
  return 0;
};

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
