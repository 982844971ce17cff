import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { parseWebhookSecret } from '../crypto/webhook-signature.ts';
import { foldDomain } from '../rules/account/sign-up-policy.ts';
import { type WebhookAddressFault, webhookAddressFault } from '../rules/events/webhook-address.ts';
import { isHostOrParent, isPublicSuffix } from '../rules/two-factor/relying-party.ts';
import { DAY_MS, HOUR_MS, limits } from './limits.ts';
import { secretFileProblems } from './secret-names.mjs';
import { readSender, senderOf } from './sender.ts';
import { isPasswordUnescaped } from './url-credentials.ts';

/** A problem with one setting: what is wrong and how to fix it, in words for the administrator. */
export type SettingProblem = { name: string; problem: string; fix: string };

const text = z.string().trim();
const optionalText = text.optional().transform((value) => value || undefined);

/** An http(s) URL without a path, e.g. `https://connect.example.com`. */
const origin = text.refine(isOrigin, 'is not a web address without a path, like https://connect.example.com');
/** An http(s) URL that may have a path but no slash at its end. */
const address = text
  .refine((value) => URL.canParse(value) && /^https?:/i.test(value), 'is not a web address')
  .transform((value) => new URL(value).href.replace(/\/+$/, ''));
/** A URL that may hold a password. */
const guarded = text.refine((value) => !isPasswordUnescaped(value), {
  error: 'has a password with a / ? # or % as it stands, which ends it too early',
  abort: true,
});

/** Marks that change the order in which text is shown: a name could pass for another. */
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

const schema = z.object({
  APP_NAME: text
    .max(40, 'has more than 40 characters')
    .refine((value) => !value.includes(':'), 'holds a colon, which authenticator apps cannot show')
    .refine((value) => !BIDI.test(value), 'holds a mark that turns the direction of writing')
    .default('Axelor Connect'),
  AUTH_URL: origin.refine(isHttpsOrLocal, 'must begin with https:// unless the host is localhost'),
  AUTH_SECRET: text
    .transform(splitList)
    .refine((keys) => keys.length > 0 && keys.every((key) => key.length >= 32), 'needs at least 32 characters'),
  ENCRYPTION_KEYS: text
    .transform(parseKeys)
    .refine((keys) => keys !== undefined, 'is not a list like k1:BASE64 of 32-byte keys'),
  DATABASE_URL: guarded
    .refine((value) => !/^file:\/\/[^/]/.test(value), {
      error: 'begins with file:// and a name, which would be another machine',
      abort: true,
    })
    .refine(isDatabaseUrl, 'is neither file:PATH nor postgres://USER:PASSWORD@HOST/DATABASE')
    .default('file:data/app.db'),
  SIGNUP: z.enum(['open', 'invitation', 'closed'], 'is not one of open, invitation, closed').default('open'),
  SIGNUP_DOMAINS: text
    .transform((value) => splitList(value).map(foldDomain))
    .refine((domains) => !domains.includes(null), 'is not a list of domains like example.com, example.org')
    .transform((domains) => domains.filter((domain) => domain !== null))
    .default([]),
  TWO_FACTOR: z
    .enum(['optional', 'admins', 'everyone'], 'is not one of optional, admins, everyone')
    .default('optional'),
  TWO_FACTOR_FROM: z.iso.date('is not a day like 2027-01-31').optional(),
  TWO_FACTOR_GRACE_DAYS: z.coerce
    .number('is not a number')
    .int('is not a whole number')
    .min(0, 'is below 0')
    .max(365, 'is above 365')
    .default(14),
  RESET_WAIT_HOURS: z.coerce
    .number('is not a number')
    .min(0, 'is below 0')
    .max(168, 'is above 168, the life of the link to object')
    .default(limits.resetWaitMs / HOUR_MS),
  PASSKEYS: z.enum(['on', 'off'], 'is not one of on, off').default('on'),
  PASSKEY_RP_ID: text
    .toLowerCase()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'is not a host name like example.com')
    .optional(),
  PASSKEY_SIGNALS: z.enum(['on', 'off'], 'is not one of on, off').default('on'),
  PASSKEY_UPGRADE: z.enum(['on', 'off'], 'is not one of on, off').default('off'),
  ORGANISATION: text
    .max(60, 'has more than 60 characters')
    .refine((value) => !BIDI.test(value), 'holds a mark that turns the direction of writing')
    .optional(),
  APPS_FILE: optionalText,
  LOGO: optionalText,
  LOGO_DARK: optionalText,
  ICON: optionalText,
  ACCENT: text.regex(/^#[0-9a-f]{6}$/i, 'is not a colour like #4f46e5').optional(),
  SUPPORT_EMAIL: z.email('is not an email address').optional(),
  SUPPORT_URL: address.optional(),
  TERMS_URL: address.optional(),
  PRIVACY_URL: address.optional(),
  PASSWORD_MIN_LENGTH: z.coerce
    .number('is not a number')
    .int('is not a whole number')
    .min(limits.passwordMinLengthFloor, `is below ${limits.passwordMinLengthFloor}`)
    .max(64, 'is above 64')
    .default(limits.passwordMinLength),
  SESSION_DAYS: z.coerce
    .number('is not a number')
    .positive('is not above 0')
    .max(30, 'is above 30')
    .default(limits.sessionLifeMs / DAY_MS),
  SESSION_IDLE_HOURS: z.coerce
    .number('is not a number')
    .positive('is not above 0')
    .max(720, 'is above 720')
    .default(limits.sessionIdleMs / HOUR_MS),
  SMTP_URL: guarded
    .refine(
      (value) => URL.canParse(value) && /^smtps?:\/\/./i.test(value),
      'is not the address of a mail server, like smtp://HOST:587 or smtps://HOST:465',
    )
    .optional(),
  MAIL_FROM: text
    .max(200, 'is too long')
    .transform((value, context) => {
      const sender = readSender(value);
      if (!sender) context.addIssue('is no sender like Axelor Connect <no-reply@example.com>');
      return sender;
    })
    .optional(),
  MAIL_FOLDER: text.default('data/outbox'),
  AUDIT_DAYS: z.coerce
    .number('is not a number')
    .int('is not a whole number')
    .min(limits.auditDays.least, `is below ${limits.auditDays.least}`)
    .max(limits.auditDays.most, `is above ${limits.auditDays.most}`)
    .default(limits.auditDays.usual),
  HSTS: z.enum(['host', 'subdomains'], 'is not one of host, subdomains').default('host'),
  TRUSTED_PROXIES: z.coerce
    .number('is not a number')
    .int('is not a whole number')
    .min(0, 'is below 0')
    .max(5, 'is above 5')
    .default(0),
  // Read by server/cluster.mjs; here it is only checked.
  PROCESSES: z.coerce
    .number('is not a number')
    .int('is not a whole number')
    .min(1, 'is below 1')
    .max(64, 'is above 64')
    .default(1),
  // Read by the packages of lib/web/boot/tracing.ts; here they are only checked.
  OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address.optional(),
  METRICS_TOKEN: text.min(32, 'has fewer than 32 characters').optional(),
  FORWARD_AUTH_TOKEN: text.min(32, 'has fewer than 32 characters').optional(),
  EVENT_WEBHOOK_URL: text
    .max(2000, 'is too long')
    .superRefine((value, context) => {
      const fault = webhookAddressFault(value);
      if (fault) context.addIssue(webhookProblems[fault]);
    })
    .optional(),
  EVENT_WEBHOOK_SECRET: text
    .transform(splitList)
    .refine((secrets) => secrets.length > 0 && secrets.every((secret) => secret.replace(/^whsec_/, '').length >= 32), {
      error: 'needs at least 32 characters',
      abort: true,
    })
    .transform((secrets) => secrets.map(parseWebhookSecret))
    .refine((keys) => !keys.includes(null), 'is not 24 to 64 random bytes in base64')
    .transform((keys) => keys.filter((key) => key !== null))
    .optional(),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: text
    .refine((value) => [16, 24, 32].includes(Buffer.from(value, 'base64').length), 'is not 32 bytes in base64')
    .optional(),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], 'is not one of silent, error, warn, info, debug')
    .default('info'),
  AUTH_GOOGLE_ID: optionalText,
  AUTH_GOOGLE_SECRET: optionalText,
  AUTH_GOOGLE_ISSUER: address.default('https://accounts.google.com'),
  AUTH_FACEBOOK_ID: optionalText,
  AUTH_FACEBOOK_SECRET: optionalText,
  AUTH_FACEBOOK_DIALOG_URL: address.default('https://www.facebook.com'),
  AUTH_FACEBOOK_GRAPH_URL: address.default('https://graph.facebook.com'),
  AUTH_FACEBOOK_VERSION: text.regex(/^v\d+\.\d+$/, 'is not a version like v24.0').default('v24.0'),
  AUTH_GITHUB_ID: optionalText,
  AUTH_GITHUB_SECRET: optionalText,
  AUTH_GITHUB_ENTERPRISE_URL: address.default('https://github.com'),
  AUTH_GITHUB_API_URL: address.optional(),
});

const webhookProblems: Readonly<Record<WebhookAddressFault, string>> = {
  shape: 'is not a web address without a user name, password and #',
  'link-local': 'is a link-local address, where cloud machines keep their keys',
  'not-https': 'must begin with https:// unless its host is this machine or in a private network',
};

/** The names of all settings, for the test that keeps `.env.example` in step. */
export const settingNames = Object.keys(schema.shape);

const fixes: Partial<Record<string, string>> = {
  AUTH_URL: 'Set it to the address people type, e.g. AUTH_URL=https://connect.example.com',
  AUTH_SECRET: 'npm start makes one by itself; elsewhere: openssl rand -base64 33',
  ENCRYPTION_KEYS:
    'npm start makes one by itself; elsewhere: echo "k$(openssl rand -hex 4):$(openssl rand -base64 32)"',
  SMTP_URL: 'Write e.g. smtps://user:password@mail.example.com:465, with / ? # % of the password as %2F %3F %23 %25',
  SIGNUP_DOMAINS: 'Write whole domains, without @ or *, e.g. SIGNUP_DOMAINS=example.com,example.org',
  PASSKEY_RP_ID: 'Write a host name without https:// and port, e.g. PASSKEY_RP_ID=example.com',
  METRICS_TOKEN: 'Make one with: openssl rand -base64 33',
  FORWARD_AUTH_TOKEN: 'Make one with: openssl rand -hex 32',
  EVENT_WEBHOOK_URL: 'Write e.g. EVENT_WEBHOOK_URL=https://siem.example.com/events',
  EVENT_WEBHOOK_SECRET: 'Make one with: openssl rand -base64 33',
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: 'Make one with: openssl rand -base64 32',
  DATABASE_URL:
    'Write e.g. DATABASE_URL=file:data/app.db, or the address of a PostgreSQL database with / ? # % of the password as %2F %3F %23 %25',
};

export type Settings = ReturnType<typeof shape>;

/**
 * Parses the environment. Pure: the same record gives the same result. An empty value counts as not set, as in a `.env`
 * file copied from `.env.example`.
 */
export function parseSettings(
  environment: Readonly<Record<string, string | undefined>>,
): { ok: true; settings: Settings } | { ok: false; problems: SettingProblem[] } {
  const present = Object.fromEntries(
    settingNames.flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = schema.safeParse(present);
  const early = [...secretFileProblems(environment), ...brokenLines(present)];
  const named = new Set(early.flatMap(({ name }) => [name, name.replace(/_FILE$/, '')]));
  const problems = [
    ...early,
    ...(parsed.success
      ? [...halfConfigured(parsed.data), ...unfitRpId(parsed.data), ...lostOnVercel(parsed.data, environment)]
      : parsed.error.issues.map((issue) => describe(issue, present))
    ).filter(({ name }) => !named.has(name)),
  ];
  return parsed.success && problems.length === 0 ? { ok: true, settings: shape(parsed.data) } : { ok: false, problems };
}

type Parsed = z.infer<typeof schema>;

function shape(env: Parsed) {
  const pair = <T extends object>(id: string | undefined, secret: string | undefined, rest: T) =>
    id && secret ? { clientId: id, clientSecret: secret, ...rest } : undefined;
  return {
    appName: env.APP_NAME,
    /** Origin of every link and redirect; never taken from a request header. */
    origin: new URL(env.AUTH_URL).origin,
    isHttps: new URL(env.AUTH_URL).protocol === 'https:',
    /** Whether browsers shall hold every host below ours to https as well. */
    hsts: env.HSTS,
    /** The first one signs, all verify. */
    authSecrets: env.AUTH_SECRET,
    /** The first one seals, all open. */
    encryptionKeys: env.ENCRYPTION_KEYS ?? [],
    databaseUrl: env.DATABASE_URL,
    signup: env.SIGNUP,
    /** Empty: emails of any domain may sign up where `signup` is open. */
    signupDomains: env.SIGNUP_DOMAINS,
    /** Who must have a second factor, from when on, and how long they may put it off (lib/rules/two-factor/two-factor-policy.ts). */
    twoFactorPolicy: {
      requiredFor: env.TWO_FACTOR,
      from: env.TWO_FACTOR_FROM ? new Date(`${env.TWO_FACTOR_FROM}T00:00:00Z`) : null,
      graceMs: env.TWO_FACTOR_GRACE_DAYS * DAY_MS,
    },
    /** Between the scheduling of a second-factor reset and the reset: the time to object. */
    resetWaitMs: env.RESET_WAIT_HOURS * HOUR_MS,
    /** How long security events are kept. */
    auditMs: env.AUDIT_DAYS * DAY_MS,
    /** Whom passkeys are for, and what browsers are told or may do by themselves (lib/rules/two-factor/relying-party.ts). */
    passkeys: {
      isOn: env.PASSKEYS === 'on',
      rpId: env.PASSKEY_RP_ID ?? null,
      isSignalling: env.PASSKEY_SIGNALS === 'on',
      isUpgrading: env.PASSKEY_UPGRADE === 'on',
    },
    supportEmail: env.SUPPORT_EMAIL,
    supportUrl: env.SUPPORT_URL,
    termsUrl: env.TERMS_URL,
    privacyUrl: env.PRIVACY_URL,
    /** Where apps are declared (lib/config/apps-file.ts reads it). */
    appsFile: env.APPS_FILE,
    /** How an organisation makes the screens its own; the pictures are paths (lib/config/brand.ts reads them). */
    brand: {
      organisation: env.ORGANISATION,
      logo: env.LOGO,
      logoDark: env.LOGO_DARK,
      icon: env.ICON,
      accent: env.ACCENT?.toLowerCase(),
    },
    passwordMinLength: env.PASSWORD_MIN_LENGTH,
    sessionLifeMs: env.SESSION_DAYS * DAY_MS,
    sessionIdleMs: env.SESSION_IDLE_HOURS * HOUR_MS,
    /** How mails are sent: by SMTP, or into a folder for the admin. */
    mail: {
      smtpUrl: env.SMTP_URL,
      folder: env.MAIL_FOLDER,
      from: env.MAIL_FROM ?? senderOf(env.APP_NAME, new URL(env.AUTH_URL).hostname),
    },
    trustedProxies: env.TRUSTED_PROXIES,
    /** Without one there are no metrics. */
    metricsToken: env.METRICS_TOKEN,
    forwardAuthToken: env.FORWARD_AUTH_TOKEN,
    /** Who is told of every event: its address, and the keys that sign what it is told. */
    webhook:
      env.EVENT_WEBHOOK_URL && env.EVENT_WEBHOOK_SECRET
        ? { url: env.EVENT_WEBHOOK_URL, keys: env.EVENT_WEBHOOK_SECRET }
        : undefined,
    /** Whether traces are exported. */
    isTraced: Boolean(env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_ENDPOINT),
    actionKey: env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY,
    logLevel: env.LOG_LEVEL,
    providers: {
      google: pair(env.AUTH_GOOGLE_ID, env.AUTH_GOOGLE_SECRET, { issuer: env.AUTH_GOOGLE_ISSUER }),
      facebook: pair(env.AUTH_FACEBOOK_ID, env.AUTH_FACEBOOK_SECRET, {
        dialogUrl: `${env.AUTH_FACEBOOK_DIALOG_URL}/${env.AUTH_FACEBOOK_VERSION}`,
        graphUrl: `${env.AUTH_FACEBOOK_GRAPH_URL}/${env.AUTH_FACEBOOK_VERSION}`,
      }),
      github: pair(env.AUTH_GITHUB_ID, env.AUTH_GITHUB_SECRET, {
        webUrl: env.AUTH_GITHUB_ENTERPRISE_URL,
        apiUrl:
          env.AUTH_GITHUB_API_URL ??
          (env.AUTH_GITHUB_ENTERPRISE_URL === 'https://github.com'
            ? 'https://api.github.com'
            : `${env.AUTH_GITHUB_ENTERPRISE_URL}/api/v3`),
      }),
    },
  };
}

/** No value has more than one line: one that does has swallowed the next settings of its file. */
function brokenLines(present: Readonly<Record<string, string>>): SettingProblem[] {
  return Object.entries(present).flatMap(([name, value]) =>
    /\p{Cc}/u.test(value)
      ? [{ name, problem: 'holds a line break or another invisible character', fix: 'Is a closing quote missing?' }]
      : [],
  );
}

function halfConfigured(env: Parsed): SettingProblem[] {
  const pairs = [
    ...(['GOOGLE', 'FACEBOOK', 'GITHUB'] as const).map((name) => ({
      names: [`AUTH_${name}_ID`, `AUTH_${name}_SECRET`] as const,
      fix: 'Set both, or neither to leave the provider out',
    })),
    { names: ['EVENT_WEBHOOK_URL', 'EVENT_WEBHOOK_SECRET'] as const, fix: 'Set both, or neither for no webhook' },
  ];
  return pairs.flatMap(({ names, fix }) => {
    const missing = names.filter((name) => !env[name]);
    return missing.length === 1 && missing[0]
      ? [{ name: missing[0], problem: 'is missing while its other half is set', fix }]
      : [];
  });
}

/** Passkeys belong to an RP ID for good, and browsers refuse one that isn't ours: better now than at the first. */
function unfitRpId({ PASSKEY_RP_ID: rpId, AUTH_URL }: Parsed): SettingProblem[] {
  const { hostname } = new URL(AUTH_URL);
  if (!rpId || rpId === hostname) return [];
  const problem = !isHostOrParent(rpId, hostname)
    ? `is not ${hostname} or a parent of it`
    : isPublicSuffix(rpId) && 'is a name below which anyone can have a host, so browsers refuse it';
  return problem
    ? [
        {
          name: 'PASSKEY_RP_ID',
          problem,
          fix: `Set it to ${hostname} or to your own domain above it, or leave it out.`,
        },
      ]
    : [];
}

/** A function there has a disk of its own that lives for minutes: a file on it would be another database each time. */
function lostOnVercel(env: Parsed, environment: Readonly<Record<string, string | undefined>>): SettingProblem[] {
  if (!environment['VERCEL'] || !env.DATABASE_URL.startsWith('file:')) return [];
  return [
    {
      name: 'DATABASE_URL',
      problem: 'names a file, and files do not last on Vercel',
      fix: 'Set it to a PostgreSQL database: postgres://USER:PASSWORD@HOST/DATABASE',
    },
  ];
}

function describe(issue: z.core.$ZodIssue, present: Record<string, unknown>): SettingProblem {
  const name = String(issue.path[0]);
  return { name, problem: name in present ? issue.message : 'is missing', fix: fixes[name] ?? 'See .env.example' };
}

function isOrigin(value: string): boolean {
  return (
    URL.canParse(value) &&
    /^https?:$/.test(new URL(value).protocol) &&
    new URL(value).pathname === '/' &&
    !new URL(value).username &&
    !/[?#]/.test(value)
  );
}

function isDatabaseUrl(value: string): boolean {
  if (value.startsWith('file:')) return value.length > 'file:'.length;
  if (!URL.canParse(value)) return false;
  const { protocol, pathname } = new URL(value);
  return /^postgres(ql)?:$/.test(protocol) && pathname.length > 1;
}

function isHttpsOrLocal(value: string): boolean {
  if (!URL.canParse(value)) return true;
  const url = new URL(value);
  return (
    url.protocol === 'https:' ||
    url.hostname === 'localhost' ||
    /^127(\.\d+){3}$/.test(url.hostname) ||
    url.hostname === '[::1]'
  );
}

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function parseKeys(value: string): { id: string; key: Buffer }[] | undefined {
  const keys = splitList(value).map((entry) => {
    const [, id = '', encoded = ''] = /^([\w-]{1,16}):(.+)$/.exec(entry) ?? [];
    return { id, key: Buffer.from(encoded, 'base64') };
  });
  const distinct = new Set(keys.map((entry) => entry.id)).size === keys.length;
  return keys.length > 0 && distinct && keys.every((entry) => entry.id && entry.key.length === 32) ? keys : undefined;
}
