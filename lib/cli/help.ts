/** The help of `npm run admin`. */
export const HELP = `npm run admin -- COMMAND

Look
  doctor                      what is wrong with settings, database, keys, mail, providers and clock, and how to fix it
  user list [--search TEXT] [--filter all|with-two-factor|without-two-factor|disabled|admins] [--most N]
  user show EMAIL             one person: ways in, second factor, sessions, what happened lately
  audit [EMAIL] [--from DAY] [--to DAY] [--most N]   security events, newest first

Help a person (each wants --reason; the person is told by mail and can read the reason)
  user reset-2fa EMAIL        lost phone and one-time passwords, and can wait: the second factor goes at the first sign-in
                              after RESET_WAIT_HOURS, unless the person objects
  user bypass-code EMAIL      the same, cannot wait: a code for one sign-in within 30 minutes. Check first, by more than a
                              mail, that it is the person: see docs/admin-guide.md
  user reset-password EMAIL   mails a link for a new password
  user undo-email EMAIL [--to FORMER]
                              lets a former address take the account back: both addresses are told, and a link works
                              after RESET_WAIT_HOURS, for seven days     user keep-email EMAIL takes it back
  user sign-out EMAIL         ends every session
  user disable EMAIL          nobody gets in, nothing is deleted     user enable EMAIL takes it back
  user role EMAIL admin       makes an administrator                 user role EMAIL person takes it back
  user invite EMAIL           mails a link to make an account with this address (no --reason)

Keep
  backup [--to FOLDER] [--keep N]   a checked copy of the SQLite database, while the server runs
  restore FILE                      puts one in its place; refuses while the server runs
  import FILE [--send-links]        people from elsewhere, .csv or .jsonl: email, name, password_hash (argon2 or bcrypt),
                                    totp_secret (base32), disabled; all rows or none. --send-links mails each person
                                    without a password a link to choose one
  export --to FILE [--secrets]      everyone, .csv or .jsonl, in the shape that import reads; replaces no file
  move                              SQLite to the empty PostgreSQL database that MOVE_TO=postgres://… names, checked by count
                                    and content; all or nothing; refuses while the server runs
  migrate                           brings the database to this version's schema (npm start does so too)
  keys status | rotate | generate   which key seals what; reseals all with the first; makes a new one
  keys forget ID                    lets the server start without a key that is lost

For all of them
  --json   the answer as JSON     --yes   do not ask     Exit codes: 0 done, 1 refused or failed, 2 not understood
`;
