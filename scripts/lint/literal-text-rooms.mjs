/** Their text is for operators of the server, in English like the names of the settings, or for developers. */
export const toOperators = [
  // A page of samples for developers.
  'app/dev',
  // Faults of settings, at the start and in doctor.
  'lib/config',
  // Descriptions of metrics, and the lines of a start that failed.
  'lib/observability',
  'lib/web/boot',
  'lib/flows/operations/check-sealing-keys.ts',
  'app/api',
  // What a provider refused, in the log and in doctor.
  'lib/rules/providers/provider-fault.ts',
  // What words a command is called by, scripts of shells, and complaints about a provider's answer.
  'lib/cli/declared',
  'lib/cli/help.ts',
  'lib/cli/completion.ts',
  'lib/cli/probe-provider.ts',
  // Stored words, and how they are called.
  'lib/rules/events/say-browser.ts',
  // What is wrong in a file that the command imports: about its columns, in the language of their names.
  'lib/csv',
  'lib/flows/admin/import-users.ts',
  'lib/rules/account/import',
  'lib/rules/password/foreign-hash.ts',
  'lib/rules/password/stored-hash.ts',
  // Why each act ends what it ends: a table for developers.
  'lib/rules/account/ends.ts',
  'lib/flows/account/export-account.ts',
  // To programs that send what no page of ours sends, before anything is known of them.
  'lib/http/request-shape.ts',
  'lib/http/request-filter.ts',
  // RFC 9116: one language.
  'app/.well-known',
  // Markup and a style sheet: its sentences are handed in.
  'lib/web/plain-page.ts',
  // Markup and styles of emails: their words come from the catalogue (lib/mail/every-mail.test.ts).
  'lib/mail/html-part.ts',
  'lib/mail/template.ts',
  // Names, the same in every language.
  'lib/http/browser-name.ts',
  'lib/rules/sign-in/authentication-methods.ts',
  // Settings of other products, as their makers write them.
  'lib/rules/apps/app-presets.ts',
  'lib/rules/apps/proxy-config.ts',
  // To apps, in the protocol's one language, and in the log.
  'lib/web/openid',
  'lib/web/oauth',
  'lib/rules/providers/provider-answer.ts',
  'app/_ui/font.ts',
];
