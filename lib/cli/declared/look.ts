import { eventKinds } from '../../rules/events/catalogue.ts';
import { commandHelp } from '../../words/en/command-help.ts';
import type { Declaration } from '../declaration.ts';
import { choiceOption, countOption, csvOption, dayOption } from '../option-values.ts';

const { args, doctor, userList, userShow, audit } = commandHelp;

/** What user list can be filtered by. */
const filters = [
  'all',
  'with-two-factor',
  'without-two-factor',
  'overdue',
  'with-passkey',
  'disabled',
  'admins',
] as const;

/** The commands that only look. */
export const lookCommands: readonly Declaration[] = [
  {
    name: 'doctor',
    group: 'look',
    about: doctor.about,
    example: doctor.example,
    work: { opens: 'nothing', load: async () => (await import('../doctor.ts')).doctor },
  },
  {
    name: 'user list',
    group: 'look',
    about: userList.about,
    example: userList.example,
    options: [
      { flags: '--search <text>', about: userList.search },
      choiceOption('--filter', userList.filter, filters),
      countOption('--most', userList.most),
      csvOption,
    ],
    work: { opens: 'database', readsOnly: true, load: async () => (await import('../users.ts')).printUsers },
  },
  {
    name: 'user show',
    group: 'look',
    about: userShow.about,
    example: userShow.example,
    args: [{ name: 'email', about: args.email }],
    work: { opens: 'database', readsOnly: true, load: async () => (await import('../users.ts')).printUser },
  },
  {
    name: 'audit',
    group: 'look',
    about: audit.about,
    example: audit.example,
    args: [{ name: 'email', about: args.eventSubject, isOptional: true }],
    options: [
      dayOption('--from', audit.from),
      dayOption('--to', audit.to),
      { ...choiceOption('--event', audit.event, eventKinds), about: audit.event },
      { flags: '--by <who>', about: audit.by },
      { flags: '--search <text>', about: audit.search },
      countOption('--most', audit.most),
      csvOption,
      { flags: '--jsonl', about: audit.jsonl },
    ],
    work: { opens: 'database', readsOnly: true, load: async () => (await import('../audit.ts')).audit },
  },
];
