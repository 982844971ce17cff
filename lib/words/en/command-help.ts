import { DAY_MS, limits, MINUTE_MS } from '../../config/limits.ts';

/** What the help of `npm run admin` says about its commands, arguments and options; one example each. */
export const commandHelp = {
  usage: 'Usage:',
  commands: 'Commands:',
  arguments: 'Arguments:',
  options: 'Options:',
  example: 'Example:',
  about: 'Look after this server’s people, keys and backups.',
  moreAbout: 'Help with one command: npm run admin -- user list --help',
  exitCodes: 'Exit codes: 0 done, 1 refused or failed, 2 not understood.',
  groups: {
    look: 'Look up',
    person: 'Help a person (we email them, and they can read the reason)',
    group: 'Put people in groups',
    app: 'Let people sign in to other apps (OpenID Connect)',
    keep: 'Look after the server',
    shell: 'This command',
  },
  groupsOfCommands: {
    user: 'Look up and help people',
    invitation: 'Look after invitations that no one has answered',
    group: 'Put people in groups',
    app: 'Let people sign in to other apps (OpenID Connect)',
    keys: 'Check and change encryption keys',
    policy: 'What two-factor authentication asks of people, and reminders',
    webhook: 'Look after the webhook of events',
  },
  args: {
    email: 'email address of the account',
    emails: `email address of each account; up to ${limits.peopleAtOnce}, all of them or none`,
    newcomer: 'email address to invite',
    invited: 'email address of the invitation',
    name: 'name, in quotes',
    newEmail: 'new email address',
    session: 'the session’s ID, from user show',
    role: 'admin or person',
    eventSubject: 'email address (a deleted account’s too), or the name of an imported file',
    backup: 'backup to restore',
    people: 'file of people: CSV, JSON or JSON lines; with --format keycloak, also the folder of its files',
    lostKeys: 'ID of each lost key',
    group: 'short name of the group, like it-support',
    title: 'what people read, in quotes',
    app: 'ID of the app, like wiki: its client_id',
    appName: 'name of the app, in quotes',
    members: 'email address of each person',
    shell: 'bash, zsh or fish',
  },
  common: {
    json: 'print the answer as JSON',
    csv: 'print the list as CSV',
    verbose: 'print log lines too, on standard error',
    help: 'show help',
    yes: 'don’t ask for confirmation',
    reason: 'why; they can read it',
  },
  doctor: { about: 'Check settings, database, keys, mail, providers and clock.', example: 'doctor' },
  userList: {
    about: 'List people, and who uses two-factor authentication.',
    example: 'user list --filter without-two-factor --csv',
    search: 'only people whose email address, or any word of whose name, begins with this; @example.com finds a domain',
    filter: 'only these people',
    most: 'list at most this many (default: 100)',
  },
  userShow: {
    about: 'Show one person: ways to sign in, two-factor authentication, sessions, recent events.',
    example: 'user show ada@example.com',
  },
  audit: {
    about: 'Print security events, newest first.',
    example: 'audit ada@example.com --from 2026-11-01 --to 2026-11-30',
    from: 'first day, like 2026-11-24 (UTC)',
    to: 'last day, inclusive',
    event: 'only this kind, like password-changed; --csv shows what each is called',
    by: 'only what this administrator did, by email address (a deleted one’s too), or a user of the command',
    search: 'only what has this in it: a reason, a name, an IP address',
    jsonl: 'print one JSON object a line, for log collectors',
    most: 'print at most this many (default: 100, or all of the days given)',
  },
  userInvite: {
    about: 'Email a link to create an account with this address.',
    example: 'user invite --from addresses.txt',
    from: 'file with one address a line, to invite many at once; you can run it again',
  },
  userAdd: {
    about: 'Create an account and email a link to choose its password.',
    example: 'user add grace@example.com "Grace Hopper"',
  },
  userRename: {
    about: 'Change the name that screens show.',
    example: 'user rename ada@example.com "Ada Lovelace" --reason "Asked by phone"',
  },
  userEmail: {
    about:
      'Change the email address: the new one gets a link to confirm; the current one is notified and can stop the change.',
    withoutConfirmation: 'send no link: change it after RESET_WAIT_HOURS, unless they object',
    example: 'user email ada@example.com ada@example.org --reason "Asked in person"',
  },
  userEndSession: {
    about: 'End one session.',
    example: 'user end-session ada@example.com 1f0c92ab --reason "Left signed in at the library"',
  },
  userResetSecondFactor: {
    about:
      'For someone who has lost their phone and one-time passwords and can wait: email them a link after RESET_WAIT_HOURS that turns off two-factor authentication, unless they object.',
    example: 'user reset-2fa ada@example.com --reason "Lost her phone; called her back"',
  },
  userBypassCode: {
    about: `For someone who can’t wait: create a code for one sign-in within ${limits.bypassCodeLifeMs / MINUTE_MS} minutes. Verify their identity first, and not just by email.`,
    example: 'user bypass-code ada@example.com --reason "Showed her passport"',
  },
  userResetPassword: {
    about: 'Email a link to choose a new password.',
    example: 'user reset-password ada@example.com --reason "Asked by phone"',
  },
  userUndoEmail: {
    about: `Let a former address take the account back. Both addresses are notified, and a link works after RESET_WAIT_HOURS, for ${limits.undoLinkLifeMs / DAY_MS} days.`,
    example: 'user undo-email ada@example.com --to ada@example.org --reason "Showed her passport"',
    to: 'former address, where there are several',
  },
  userKeepEmail: {
    about: 'Withdraw the link that undo-email sent, and cancel a change of address without confirmation.',
    example: 'user keep-email ada@example.com --reason "It wasn’t her"',
  },
  invitationList: {
    about: 'List invitations that no one has answered, expired ones too.',
    example: 'invitation list --csv',
  },
  invitationMost: 'list at most this many (default: 100)',
  invitationResend: {
    about: 'Send an invitation again. Earlier links stop working.',
    example: 'invitation resend hedy@example.com',
  },
  invitationWithdraw: {
    about: 'Withdraw an invitation. Its link stops working.',
    example: 'invitation withdraw hedy@example.com',
  },
  userRemind: {
    about: 'Remind people to set up two-factor authentication. No one gets more than one email in 24 hours.',
    example: 'user remind ada@example.com bob@example.com --reason "Required from January"',
  },
  policyPreview: {
    about: 'Say what requiring two-factor authentication would mean for today’s people. Changes nothing.',
    example: 'policy preview --required everyone --from 2027-01-31 --grace 14',
    required: 'of whom',
    from: 'day it would begin, like 2027-01-31 (default: today)',
    grace: 'days to set it up (default: TWO_FACTOR_GRACE_DAYS)',
    on: 'day on which to count who is overdue (default: when the days are over)',
  },
  policyRemind: {
    about: 'Remind everyone without two-factor authentication. No one gets more than one email in 24 hours.',
    example: 'policy remind --overdue --reason "Required since January"',
    overdue: 'only those whose days are over',
  },
  userSignOut: {
    about: 'End all sessions.',
    example: 'user sign-out ada@example.com --reason "Lost her laptop"',
  },
  userDisable: {
    about: 'Disable the account: they can’t sign in, and nothing is deleted.',
    example: 'user disable ada@example.com bob@example.com --reason "Left the company"',
  },
  userDelete: {
    about: `Disable the account and delete it in ${limits.deletionWaitMs / DAY_MS} days. Until then, user enable cancels that.`,
    example: 'user delete ada@example.com --reason "Left the company"',
  },
  userEnable: {
    about: 'Enable the account again. Cancels user delete.',
    example: 'user enable ada@example.com --reason "Is back"',
  },
  userRole: {
    about: 'Make someone an administrator, or no longer one.',
    example: 'user role ada@example.com admin --reason "Takes over from Grace"',
  },
  groupList: { about: 'List groups, and how many people are in each.', example: 'group list' },
  groupMembers: {
    about: 'List the people in a group.',
    example: 'group members it-support --csv',
    most: 'list at most this many (default: 100)',
  },
  groupCreate: {
    about: 'Create a group. Apps know it by its short name, which never changes.',
    example: 'group create it-support "IT support" --reason "Runs the servers"',
  },
  groupRename: {
    about: 'Change what people read. The short name stays.',
    example: 'group rename it-support "Help desk" --reason "New name since May"',
  },
  groupAdd: {
    about: 'Add people to a group. Existing members stay, so you can run it again.',
    example: 'group add it-support ada@example.com --reason "New on the team"',
  },
  groupRemove: {
    about: 'Remove people from a group. They lose at once what only the group gave them.',
    example: 'group remove it-support ada@example.com --reason "Moved to sales"',
  },
  groupDelete: {
    about: 'Delete a group. Its members lose at once what only it gave them.',
    example: 'group delete it-support --reason "Merged with operations"',
  },
  appList: { about: 'List apps, and whom each is open to.', example: 'app list' },
  appShow: {
    about: 'Show one app, with every value that it asks for when you set it up.',
    example: 'app show wiki',
  },
  appAdd: {
    about:
      'Add an app that people sign in to with their account here. It is open to no one until you name groups, and wants two factors. Prints its secret, once.',
    example:
      'app add wiki "Team wiki" --redirect https://wiki.example.com/oidc/callback --groups it-support --reason "Replaces the old wiki"',
    kind: 'where it runs: on a server, in the browser, or installed on a device; or behind a proxy that asks here first (confidential)',
    redirect: 'address that it is sent back to, exactly as it sends it; several with commas',
    groups: 'short names of the groups that may open it, with commas',
    everyone: 'open it to everyone who has an account',
    withoutSecondFactor: 'let people in with one factor',
    signInAge: 'how old a sign-in may be that opens it, in minutes; none for as old as the session',
    withoutPkce: 'for an old app on a server that can’t do PKCE: a stolen code is then held off by its secret alone',
    launch: 'address that Home opens; without one, Home doesn’t show the app',
    description: 'what it’s for, in quotes; stands under its name on Home',
    signOut: 'address that it may lead back to after signing out; several with commas',
    backChannel: 'address that hears of it when a session ends',
    host: 'host at which a proxy guards it, like reports.example.com; several with commas',
    openPath: 'path there that anyone may request, exactly as it is, like /health; several with commas',
    remoteUser:
      'what its proxy passes on as Remote-User: the ID, or the email address of those who have confirmed theirs (id)',
    staysSignedIn: 'let it keep what it was given when the session ends',
  },
  appChange: {
    about:
      'Change what an app is called, its addresses, or what it demands. What you leave out stays; a demand counts from the next sign-in.',
    example: 'app change wiki --sign-in-age 60 --reason "Holds contracts now"',
    name: 'new name, in quotes',
    secondFactor: 'whether two factors are wanted',
    pkce: 'whether a PKCE challenge is wanted; always, of apps without a secret',
    description: 'what it’s for, in quotes; none for nothing',
    launch: 'address that Home opens; none for an app that Home doesn’t show',
    home: 'whether Home shows it to those who may open it',
    signOut: 'address that it may lead back to after signing out; several with commas, none for nowhere',
    backChannel: 'address that hears of it when a session ends; none for none',
    host: 'hosts at which a proxy guards it, with commas; none for none',
    openPath: 'paths there that anyone may request, with commas; none for none',
    endsWith: 'what ends what it was given: the session that opened it, or only signing out of the app',
  },
  appHash: {
    about:
      'Make a secret for an app that APPS_FILE declares, and print it with the hash that the file takes. Changes nothing.',
    example: 'app hash',
  },
  appSync: {
    about: 'Apply APPS_FILE as a start of the server would, all of it or, where it has a fault, nothing.',
    example: 'app sync',
  },
  appDisable: {
    about: 'Close an app to everyone until you enable it. What it was given stops working at once.',
    example: 'app disable wiki --reason "Its server was broken into"',
  },
  appEnable: {
    about: 'Open a disabled app again, to those it was open to.',
    example: 'app enable wiki --reason "Set up afresh"',
  },
  appAccess: {
    about: 'Open an app to these groups and no others; without any, it is closed. Others lose it at once.',
    example: 'app access wiki --groups it-support,finance --reason "Finance writes there too"',
  },
  appSecret: {
    about: 'Make a new secret and print it, once. The old one works for another day.',
    example: 'app secret wiki --reason "Yearly change"',
  },
  appRemove: {
    about: 'Remove an app. What it was given stops working at once.',
    example: 'app remove wiki --reason "Moved to the intranet"',
  },
  backup: {
    about: 'Make a checked copy of the SQLite database while the server runs.',
    example: 'backup --to /var/backups/accounts --keep 14',
    to: 'folder (default: data/backups)',
    keep: 'keep only this many of the newest backups',
  },
  restore: {
    about: 'Replace the database with a backup. Stop the server first.',
    example: 'restore /var/backups/accounts/app-2026-11-24T03-15-00-000Z.db',
  },
  import: {
    about:
      'Import people from a file, all or none. Columns: email, name, password_hash (argon2, bcrypt or PBKDF2), totp_secret (base32), disabled.',
    example: 'import people.csv --dry-run',
    format: 'read another system’s export as it is',
    dryRun: 'check everything and say what would be done, but change nothing',
    sendLinks: 'email everyone without a password a link to choose one',
    trustAddresses: 'also take the passwords of addresses that the other system never confirmed',
    withoutPasswords: 'take no passwords: everyone chooses a new one',
  },
  export: {
    about: 'Write everyone to a new file, .csv, .json or .jsonl, in the shape that import reads.',
    example: 'export --to people.csv',
    to: 'new file',
    secrets: 'include password hashes and authenticator secrets, unencrypted',
  },
  move: {
    about:
      'Move everything from SQLite to the empty PostgreSQL database in MOVE_TO=postgres://…, checked row by row, all or nothing. Stop the server first.',
    example: 'move',
  },
  migrate: {
    about: 'Bring the database up to date with this version (npm start does this too).',
    example: 'migrate',
  },
  webhookTest: { about: 'Send the webhook of events a test message.', example: 'webhook test' },
  webhookRetry: { about: 'Send again the events that the webhook never took.', example: 'webhook retry' },
  keysStatus: { about: 'Show which key encrypts what.', example: 'keys status' },
  keysRotate: { about: 'Re-encrypt every secret with the first key.', example: 'keys rotate' },
  keysGenerate: { about: 'Generate a new key. Changes nothing.', example: 'keys generate' },
  keysForget: { about: 'Let the server start without a lost key.', example: 'keys forget k1' },
  completion: {
    about: 'Print a script that completes commands and options in your shell, for the shortcut accounts-admin.',
    example: 'completion bash >> ~/.bashrc',
  },
  version: { about: 'Show the version, the commit and the schema (or --version).', example: 'version' },
};
