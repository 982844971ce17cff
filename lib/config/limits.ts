/**
 * Every number that security or usability rests on, with its unit in the name and its reason beside it.
 * docs/security.md lists the same numbers for auditors.
 */
export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const limits = {
  /** RFC 6238 §5.2: 30 s steps; authenticator apps silently misread anything else. */
  totpStepSeconds: 30,
  totpDigits: 6,
  /** RFC 4226 §4 R6 recommends 160 bits. */
  totpSecretBytes: 20,
  /** Imported secrets: some systems hand out 80 bits; none are longer than two blocks of SHA-1. */
  totpSecretLeastBytes: 10,
  totpSecretMostBytes: 128,
  /** RFC 6238 §5.2: at most one step for network delay; we allow one either side. */
  totpSkewSteps: 1,
  /** How far back a wrong code is looked up to say "your clock is slow"; never forward. */
  clockHintPastSteps: 20,

  /** Ten codes are the norm of the field; 80 bits each (NIST SP 800-63B-4 §3.1.2 wants 20). */
  recoveryCodeCount: 10,
  recoveryCodeBytes: 10,
  /** From here on the screens warn that codes run out (ASVS 6.4.5). */
  recoveryCodesFew: 3,

  /** A sign-in that waits for its second factor (NIST SP 800-63B-4 §3.1.3.2, by analogy). */
  challengeLifeMs: 10 * MINUTE_MS,
  /** Wrong codes one challenge survives; then the user starts again with the first factor. */
  challengeAttempts: 5,
  /** A pending QR code: long enough to install an app, short enough to be forgotten. */
  enrolmentLifeMs: 15 * MINUTE_MS,
  /** Each adds three steps to what a guess can hit: with five, 40 guesses a day hit one in 0.06 % of days. */
  authenticatorsPerAccount: 5,
  /** Characters of what its owner calls an authenticator. */
  factorNameMaxLength: 60,
  /** How long a provider sign-in counts as re-authentication. */
  reauthenticationMaxAgeMs: 10 * MINUTE_MS,
  /** How long after a reset of the second factor the sign-in that carried it out has its session. */
  signInOfResetMs: 10 * SECOND_MS,
  /** For a provider's whole response, to its last byte. */
  providerAnswerMs: 10 * SECOND_MS,
  /** Of one response of a provider: theirs have a few thousand bytes, sets of keys some more. */
  providerAnswerMaxBytes: 1024 * 1024,
  /** How long an OAuth flow that isn't a sign-in (re-authentication, linking) stays valid. */
  oauthFlowLifeMs: 15 * MINUTE_MS,
  /** OAuth flows that one browser may have pending: about 600 bytes of cookie each. */
  flowsPerBrowser: 5,

  /** Consecutive failures, per account and method, before a lockout (RFC 4226 §7.3). */
  failuresBeforeLockout: 10,
  /** The lockouts: first, second, every later one. NIST SP 800-63B-4 §3.2.2 allows up to an hour. */
  attemptLockoutsMs: [15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS],
  attemptDayMs: DAY_MS,
  attemptHourMs: HOUR_MS,
  /** Failures a day. Second-factor methods share 50: app codes 40, one-time passwords 10. */
  passwordAttemptsPerDay: 100,
  codeAttemptsPerDay: 40,
  recoveryCodeAttemptsPerDay: 10,
  /**
   * The same for all browsers together that the account knows: apart from outsiders, who can't lock it (attack A-30).
   */
  knownCodeAttemptsPerDay: 20,
  /** From this many consecutive failures on the app's codes are disabled (NIST SP 800-63B-4 §3.2.2). */
  failuresBeforeDisabling: 100,
  /** Consecutive wrong codes after which the owner is notified that an attacker may have the password. */
  refusedCodesBeforeNotice: 3,
  /**
   * Failures an hour of browsers that their accounts don't know, from one IP address (IPv6: one /48, each /64 a third
   * of it; an IPv4 /24 twice it), for all accounts: many users may share it.
   */
  addressAttemptsPerHour: 300,
  /** Failures an hour in all, beyond which only browsers that signed in before may try passwords. */
  allAttemptsPerHour: 5000,

  /** Without a second factor NIST SP 800-63B-4 §3.1.1.2 asks for 15; ASVS 6.2.1 never below 8. */
  passwordMinLength: 15,
  passwordMinLengthFloor: 8,
  /** Code points; ASVS 6.2.9 wants at least 64. */
  passwordMaxLength: 128,
  passwordMaxBytes: 1024,
  /** bcrypt reads no more: what follows is not part of the password. */
  bcryptMaxBytes: 72,
  /** Imported hashes, so that one attempt costs no more than 128 MiB and about a second. */
  argon2MostMemoryKiB: 131_072,
  argon2MostPasses: 10,
  argon2MostLanes: 16,
  bcryptLeastCost: 4,
  bcryptMostCost: 14,
  /** Of a hash as long as one digest; a longer one costs a multiple. Django 6.0 makes 1.2 million. */
  pbkdf2MostIterations: 2_000_000,
  /** Characters of one user in an imported file, so that a broken file fills no memory. */
  importRowMaxCharacters: 1_000_000,
  nameMaxLength: 80,
  /** RFC 5321 §4.5.3.1.3: 256 with the angle brackets. */
  emailMaxLength: 254,

  /** Sessions: idle and absolute ends, for everyone; settings may shorten them. */
  sessionLifeMs: 14 * DAY_MS,
  sessionIdleMs: 72 * HOUR_MS,
  /** "Last used" is written at most this often: a page view should not cost a disk write. */
  sessionTouchMs: 5 * MINUTE_MS,

  /** A browser that signed in before keeps its own counter, so that outsiders cannot lock its owner out. */
  deviceCookieLifeMs: 180 * DAY_MS,
  deviceCookiesPerAccount: 10,
  /** A proof younger than this blocks no remedy, and an older one can remove it (docs/security.md). */
  proofAgeMs: 7 * DAY_MS,
  /** Delay of an undo requested without an older proof, in which the other email may object. */
  undoWaitMs: DAY_MS,
  /** How long the email that an undo removed may object. */
  objectionLifeMs: 7 * DAY_MS,
  /** A user's passkeys. */
  passkeysPerAccount: 20,
  /** The browser's own dialog asks for a fingerprint or a PIN, or for a phone that has to be fetched first. */
  passkeySignInLifeMs: 10 * MINUTE_MS,
  /** After the re-authentication that precedes a new passkey. */
  passkeyAddLifeMs: 5 * MINUTE_MS,
  /** For as long a passkey may be chosen to confirm an act. */
  /** How long after a sign-in by password its browser may save a passkey by itself. */
  passkeyUpgradeMs: 5 * MINUTE_MS,
  passkeyProofLifeMs: 5 * MINUTE_MS,

  /** Groups, and those of one account: an app is told the names of all of them, 2 kB at most. */
  groupsInAll: 200,
  groupsPerAccount: 50,
  groupNameMaxLength: 40,
  groupTitleMaxLength: 60,

  /** What apps get over OpenID Connect. Codes: RFC 6749 §4.1.2 asks for at most ten minutes. */
  openidCodeLifeMs: MINUTE_MS,
  openidAccessTokenLifeMs: 10 * MINUTE_MS,
  openidIdTokenLifeMs: 10 * MINUTE_MS,
  openidRefreshTokenLifeMs: 14 * DAY_MS,
  openidInteractionLifeMs: 10 * MINUTE_MS,
  /** A second use of a code or a refresh token this soon is a race of the app's own requests, and revokes nothing. */
  openidReuseGraceMs: 10_000,
  /** A sign-in is on its way to a guarded host that long: two redirects. */
  entryTicketLifeMs: 30_000,
  /** Within this time a browser comes back to the host it set out from: a sign-in lies between. */
  hostVisitLifeMs: 15 * MINUTE_MS,
  /** Wrong secrets an hour, of one app from one IP address (networks as with sign-ins). */
  appSecretFailuresPerHour: 100,
  /** Bodies of the machines' requests, as the library reads them. */
  openidBodyMaxBytes: 56 * 1024,
  /** An old secret of an app, beside a new one. */
  openidOldSecretLifeMs: DAY_MS,
  /** A signing key signs this long; its successor is published a day before that signs. */
  signingKeyLifeMs: 90 * DAY_MS,
  signingKeyNoticeMs: DAY_MS,
  appsInAll: 200,
  /** Tiles on Home, three rows of them on a wide screen; from one more on, the page of all apps has a search. */
  appsOnHome: 8,
  /** Entries of someone's log that are read for when apps were last used. */
  appOpeningsRead: 500,
  /** An app is told of an ended session within this time, or tried again after these waits; then it is given up. */
  logoutNoticeTimeoutMs: 2500,
  logoutNoticeRetriesMs: [30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS],
  /** A try is taken for dead after this, and another process may tell the app. */
  logoutNoticeClaimMs: MINUTE_MS,
  /** Apps that are told side by side. */
  logoutNoticesAtOnce: 20,
  logoutNoticeMaxBytes: 16 * 1024,
  /** Given-up notices stay this long, for `doctor`; as does what an app may hold without being used. */
  appSessionsKeptMs: 15 * DAY_MS,
  /** What a refused request shows of an app's settings is kept at most this often, and shown this long. */
  appRefusalNotedEveryMs: 10 * SECOND_MS,
  appRefusalShownMs: 7 * DAY_MS,
  redirectUrisPerApp: 10,
  /** Where a proxy guards an app, and what it lets anyone request there. */
  guardedHostsPerApp: 20,
  openPathsPerApp: 20,
  openPathMaxLength: 200,
  appsFileMaxBytes: 1_000_000,
  /** How old a sign-in may at most be for an app that limits it, at the least and at the most. */
  appSignInAgeMs: { least: 5 * MINUTE_MS, most: 30 * DAY_MS },

  /** The webhook of events has this long for one of them; then it is tried again after these waits, for three days. */
  webhookTimeoutMs: 10 * SECOND_MS,
  webhookRetriesMs: [
    MINUTE_MS,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    5 * HOUR_MS,
    10 * HOUR_MS,
    14 * HOUR_MS,
    20 * HOUR_MS,
    DAY_MS,
  ],
  /** A try is taken for dead after this, and another process may send the event. Longer than name and answer take. */
  webhookClaimMs: MINUTE_MS,
  /** Events that are sent side by side, and how long a receiver that took none of them is left alone. */
  webhooksAtOnce: 10,
  webhookRestMs: 25 * SECOND_MS,
  webhookMaxBytes: 16 * 1024,

  /** More live sessions than this end the oldest (ASVS 7.1.2). */
  sessionsPerAccount: 50,

  /** Which button was used last in this browser: a hint, no secret. */
  lastUsedLifeMs: 365 * DAY_MS,
  /** "Not now" on Home: how long this browser isn't offered a second factor, or a passkey. */
  quietLifeMs: 90 * DAY_MS,

  /** Links in mails: a day for an address (NIST SP 800-63B-4 §4.2.1.2), half an hour for a password. */
  confirmLinkLifeMs: DAY_MS,
  resetLinkLifeMs: 30 * MINUTE_MS,
  /** To imported users without a password: nothing is in the account yet, and they didn't ask for the mail. */
  importedLinkLifeMs: 7 * DAY_MS,
  /** How long a changed email can be taken back, and a notice can sign everyone out. */
  undoLinkLifeMs: 7 * DAY_MS,
  /** How long an account that an administrator deletes is only disabled. */
  deletionWaitMs: 7 * DAY_MS,
  /** An invitation: as long as a holiday. It makes an account and opens none. */
  invitationLifeMs: 14 * DAY_MS,
  /** Time to object before an administrator's reset of a second factor happens. */
  resetWaitMs: DAY_MS,
  /** How long a due reset can be executed, and its link works. */
  resetOpenMs: 7 * DAY_MS,
  /** A code that an administrator reads out to a user whose identity was checked (NIST SP 800-63B-4 §4.2.1.2). */
  bypassCodeLifeMs: 30 * MINUTE_MS,
  /** How long a page says that something was just done; its URL alone would prove nothing. */
  newsLifeMs: MINUTE_MS,
  /** Characters of the reason an administrator gives. */
  reasonMaxLength: 200,
  /** How long the link that was just opened stays in this browser. */
  openedLinkLifeMs: 30 * MINUTE_MS,
  /** Opened links that one browser holds at a time; a stranger's page must not fill it with thousands. */
  openedLinksAtOnce: 5,
  /** Sign-ups an hour from one IP address (IPv6: one /48), counted before the hash; invitations don't count. */
  signUpsPerAddressPerHour: 20,
  /**
   * How long consecutive wrong codes are remembered after the last day of attempts: towards `failuresBeforeDisabling`.
   */
  codesInARowLifeMs: 30 * DAY_MS,
  /** Rows of ended counters that one statement deletes: on SQLite other requests wait for it. */
  sweepBatch: 1000,
  /** Mails that strangers can cause: per email and hour. */
  mailsPerAddressPerHour: 5,
  /** Waits between tries of a mail that can't be sent; after the last it is given up. */
  mailRetriesMs: [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, DAY_MS],
  /**
   * How long a mail server may take for one mail in all; for each of its responses it has 15 s (lib/mail/transport.ts).
   */
  mailAnswerMs: 3 * MINUTE_MS,
  /** Longer than any try of a mail takes. */
  mailTryMs: 5 * MINUTE_MS,
  /** Mails that are sent side by side; one that takes longer than `mailPatienceMs` no longer counts among them. */
  mailsAtOnce: 10,
  mailPatienceMs: SECOND_MS,
  /** With the slow ones. Mail servers take some fifty connections from one client. */
  mailsMost: 40,
  /** How often the outbox is polled, besides right after each response. */
  mailIntervalMs: 30 * SECOND_MS,

  /**
   * How long a form that arrives a second time gets the first one's answer (browsers and proxies send again at once).
   */
  formAnswerLifeMs: 5 * MINUTE_MS,
  /** How long a second sending waits for the first to end. */
  formWaitMs: 15 * SECOND_MS,
  /** How long one-time passwords that never reached the screen are shown again to the session that made them. */
  unseenCodesLifeMs: 10 * MINUTE_MS,

  /** How long security events are kept, in days: a year and some, for users who look back at one. */
  auditDays: { least: 30, usual: 400, most: 3650 },
  /** Events that a search for a text reads at once, and for one page: no index finds a text. */
  eventsSearchedAtOnce: 2000,
  eventsSearched: 20_000,
  eventTextMaxLength: 100,
  /** Old events that one statement deletes, and statements of one sweep: other requests run in between. */
  sweptEventsAtOnce: 1000,
  sweepsInARow: 100,

  /** How often expired rows are deleted. */
  forgetIntervalMs: 10 * MINUTE_MS,
  /** How often SQLite's log is checkpointed: a copy of the file alone misses no more than this. */
  checkpointIntervalMs: MINUTE_MS,
  /** How far the People page counts; of more users it says that there are more. */
  usersCounted: 10_000,
  /** How many users a search lists at most for each of what it looks at: address, name, later words. */
  usersFound: 200,
  /** How often the gauges of users and mails are recounted. */
  metricsStockMs: 15 * SECOND_MS,

  /** Characters of one text in a trace: ours are shorter, and a stranger's URL may have thousands. */
  spanTextMaxLength: 200,
  /** How long the end of the process waits for its last traces to be sent. */
  traceFlushMs: SECOND_MS,

  /** Random tokens in cookies and links: 256 bits (ASVS 7.2.3 wants 128). */
  tokenBytes: 32,

  /** Passwords that one process hashes at a time, however many processors there are: each takes 19 MiB and a thread. */
  hashesAtOnce: 4,
  /** Hashes that may wait for a free worker before we say "busy" (each holds 19 MiB and ~30 ms). */
  hashQueueLength: 500,
  /** Largest form that we read. Far above any of ours, so that a pasted novel still gets its sentence. */
  formMaxBytes: 512 * 1024,
  /** What a refused field shows again, unless its form asks for more. Characters. */
  keptMaxLength: 500,
  /** People that one act of an administrator is about at once: a page of them. */
  peopleAtOnce: 50,
  /** No one is reminded of two-factor twice within this time, whoever wants it. */
  reminderIntervalMs: DAY_MS,
  /** Reminders that one press of a button sends; the command sends any number. */
  remindersAtOnce: 1000,
  /** Invitations of one form; the command sends any number. */
  invitationsAtOnce: 1000,
  invitationMessageMaxLength: 500,
  /** How long administrators see that an invitation has expired. */
  expiredInvitationLifeMs: 30 * DAY_MS,

  /** Bytes and pixels of a logo, and the side of the square icon, of an organisation. */
  brandFileMaxBytes: 200_000,
  brandPictureSide: 1024,
  brandIconSide: 512,
} as const;
