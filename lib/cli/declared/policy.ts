import { commandHelp as help } from '../../words/en/command-help.ts';
import type { Declaration } from '../declaration.ts';
import { choiceOption, countOption, dayOption, reason } from '../option-values.ts';

const policy = () => import('../policy.ts');

/** The commands about what is asked of everyone. */
export const policyCommands: readonly Declaration[] = [
  {
    name: 'policy preview',
    group: 'person',
    about: help.policyPreview.about,
    example: help.policyPreview.example,
    options: [
      choiceOption('--required', help.policyPreview.required, ['admins', 'everyone']),
      dayOption('--from', help.policyPreview.from),
      countOption('--grace', help.policyPreview.grace),
      dayOption('--on', help.policyPreview.on),
    ],
    work: { opens: 'database', readsOnly: true, load: async () => (await policy()).printPreview },
  },
  {
    name: 'policy remind',
    group: 'person',
    about: help.policyRemind.about,
    example: help.policyRemind.example,
    options: [reason, { flags: '--overdue', about: help.policyRemind.overdue }],
    work: { opens: 'database', mails: true, load: async () => (await policy()).remindEveryone },
  },
];
