import { importFormats } from '../../rules/account/import/formats.ts';
import { commandHelp as help } from '../../words/en/command-help.ts';
import type { Declaration } from '../declaration.ts';
import { choiceOption, countOption, csvOption, yes } from '../option-values.ts';

const keys = () => import('../keys.ts');

/** The commands that keep, move and protect what the database holds. */
export const keepCommands: readonly Declaration[] = [
  {
    name: 'backup',
    group: 'keep',
    about: help.backup.about,
    example: help.backup.example,
    options: [{ flags: '--to <folder>', about: help.backup.to }, countOption('--keep', help.backup.keep)],
    work: { opens: 'database', readsOnly: true, load: async () => (await import('../backup.ts')).backup },
  },
  {
    name: 'restore',
    group: 'keep',
    about: help.restore.about,
    example: help.restore.example,
    args: [{ name: 'file', about: help.args.backup }],
    options: [yes],
    work: { opens: 'settings', load: async () => (await import('../backup.ts')).restore },
  },
  {
    name: 'import',
    group: 'keep',
    about: help.import.about,
    example: help.import.example,
    args: [{ name: 'file', about: help.args.people }],
    options: [
      choiceOption('--format', help.import.format, importFormats),
      { flags: '--dry-run', about: help.import.dryRun },
      { flags: '--send-links', about: help.import.sendLinks },
      { flags: '--trust-addresses', about: help.import.trustAddresses },
      { flags: '--without-passwords', about: help.import.withoutPasswords },
    ],
    work: { opens: 'database', mails: 'send-links', load: async () => (await import('../import.ts')).importFile },
  },
  {
    name: 'export',
    group: 'keep',
    about: help.export.about,
    example: help.export.example,
    options: [{ flags: '--to <file>', about: help.export.to }, { flags: '--secrets', about: help.export.secrets }, yes],
    work: { opens: 'database', load: async () => (await import('../export.ts')).exportFile },
  },
  {
    name: 'move',
    group: 'keep',
    about: help.move.about,
    example: help.move.example,
    work: { opens: 'settings', load: async () => (await import('../move.ts')).move },
  },
  {
    name: 'migrate',
    group: 'keep',
    about: help.migrate.about,
    example: help.migrate.example,
    work: { opens: 'database', readsOnly: true, load: async () => (await import('../migrate.ts')).migrate },
  },
  {
    name: 'webhook test',
    group: 'keep',
    about: help.webhookTest.about,
    example: help.webhookTest.example,
    work: { opens: 'settings', load: async () => (await import('../webhook.ts')).testWebhook },
  },
  {
    name: 'webhook retry',
    group: 'keep',
    about: help.webhookRetry.about,
    example: help.webhookRetry.example,
    work: { opens: 'database', readsOnly: true, load: async () => (await import('../webhook.ts')).retryWebhook },
  },
  {
    name: 'keys status',
    group: 'keep',
    about: help.keysStatus.about,
    example: help.keysStatus.example,
    options: [csvOption],
    work: { opens: 'database', readsOnly: true, load: async () => (await keys()).keysStatus },
  },
  {
    name: 'keys rotate',
    group: 'keep',
    about: help.keysRotate.about,
    example: help.keysRotate.example,
    work: { opens: 'database', load: async () => (await keys()).keysRotate },
  },
  {
    name: 'keys generate',
    group: 'keep',
    about: help.keysGenerate.about,
    example: help.keysGenerate.example,
    work: { opens: 'database', readsOnly: true, load: async () => (await keys()).keysGenerate },
  },
  {
    name: 'keys forget',
    group: 'keep',
    about: help.keysForget.about,
    example: help.keysForget.example,
    args: [{ name: 'id', about: help.args.lostKeys, isList: true }],
    options: [yes],
    work: { opens: 'database', readsOnly: true, load: async () => (await keys()).keysForget },
  },
];
