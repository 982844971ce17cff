/** What `npm run admin` says when a call isn’t understood, and before it goes on. */
export const command = {
  unknownCommand: ({ typed, suggestion }: { typed: string; suggestion: string | null }) =>
    suggestion
      ? `There is no command “${typed}”. Did you mean ${suggestion}?`
      : `There is no command “${typed}”. All commands: npm run admin -- --help`,
  optionElsewhere: ({ typed, example }: { typed: string; example: string }) =>
    `There is no option ${typed} here. Use: npm run admin -- ${example}`,
  unknownOption: ({ typed, name, suggestion }: { typed: string; name: string; suggestion: string | null }) =>
    suggestion
      ? `There is no option ${typed} here. Did you mean ${suggestion}?`
      : `There is no option ${typed} here. Its options: npm run admin -- ${name} --help`,
  missingArgument: ({ argument, example }: { argument: string; example: string }) =>
    `${argument} is missing. Example: npm run admin -- ${example}`,
  tooManyArguments: ({ extra, name }: { extra: string; name: string }) =>
    `“${extra}” is one word too many. Put text with spaces in quotes. More: npm run admin -- ${name} --help`,
  missingValue: ({ option }: { option: string }) => `${option} needs a value.`,
  notUnderstood: 'This command wasn’t understood. All commands: npm run admin -- --help',
  jsonOrCsv: 'Choose one of --json and --csv.',
  wantsChoice: ({ option, choices }: { option: string; choices: string }) => `${option} must be one of ${choices}.`,
  wantsCount: ({ option }: { option: string }) => `${option} must be a whole number above 0.`,
  wantsDay: ({ option }: { option: string }) => `${option} must be a day like 2026-11-24, in UTC.`,
  confirm: {
    withoutTerminal: ({ question }: { question: string }) => `${question} Pass --yes to confirm.`,
    prompt: ({ question }: { question: string }) => `${question} Type yes to continue: `,
  },
  unusableSettings: ({ faults }: { faults: string }) =>
    `Some settings are wrong or missing: ${faults}. More: npm run admin -- doctor`,
  foreignKey: ({ says, fix }: { says: string; fix: string }) => `In ENCRYPTION_KEYS ${says}. ${fix} Nothing was done.`,
  otherOrigin: ({ noted, ours }: { noted: string; ours: string }) =>
    `The server runs with AUTH_URL=${noted}, but this command with ${ours}, so links in its emails would be wrong. Set AUTH_URL as the server has it, or restart the server with the new one. Nothing was done.`,
  databaseBusy: 'Another program is writing to the database. Nothing was done: try again in a moment.',
  databaseReadOnly:
    'The database is read-only. Nothing was done. Check who may write to its file and folder, or choose a PostgreSQL server that accepts writes.',
  diskFull: 'The disk is full. Nothing was done.',
  outputClosed: 'The output was closed before everything was written.',
  outputFull: 'The output can’t be written: the disk is full.',
  upToDate: 'The database is up to date.',
  version: ({ version, commit, schema }: { version: string; commit: string | null; schema: string }) =>
    commit
      ? `Version ${version}, commit ${commit}, schema ${schema}`
      : `Version ${version}, commit unknown, schema ${schema}`,
};
