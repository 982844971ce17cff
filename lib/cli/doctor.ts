import { clock } from '../clock.ts';
import { findMisspelt, sayMisspelt } from '../config/setting-names.ts';
import { parseSettings, type Settings, settingNames } from '../config/settings.ts';
import { checkSmtp } from '../mail/transport.ts';
import { nameDomains } from '../rules/account/sign-up-policy.ts';
import type { Options } from './command-context.ts';
import { checkBrand } from './doctor-brand.ts';
import { checkDatabase } from './doctor-database.ts';
import { checkMailFolder, checkOwners } from './doctor-files.ts';
import { checkProviders } from './doctor-providers.ts';
import { type Finding, ok } from './finding.ts';
import type { Terminal } from './terminal.ts';

/** doctor: checks everything the app depends on. Changes nothing. Exit code 1 when there is a fault. */
export async function doctor({ terminal, options }: { terminal: Terminal; options: Options }): Promise<number> {
  const { environment, out } = terminal;
  const parsed = parseSettings(environment);
  const findings: Finding[] = parsed.ok
    ? [
        ok('settings', 'complete'),
        ...surroundings(parsed.settings),
        ...checkBrand(parsed.settings),
        ...checkOwners(parsed.settings),
        ...(await checkDatabase(parsed.settings)),
        await checkMail(parsed.settings),
        ...(await checkProviders(parsed.settings, clock())),
      ]
    : parsed.problems.map(({ name, problem, fix }) => ({ what: name, state: 'fault', says: problem, fix }));
  findings.push(...misspelt(environment));
  const isWell = findings.every(({ state }) => state !== 'fault');
  const lines = findings.flatMap(({ what, state, says, fix }) => [
    `${{ ok: 'ok      ', warning: 'warning ', fault: 'FAULT   ' }[state]} ${what}: ${says}`,
    ...(fix ? [`         → ${fix}`] : []),
  ]);
  const verdict = isWell ? 'Nothing stands in the way.' : 'Fix what is marked FAULT.';
  const text = options.json ? JSON.stringify({ isWell, findings }, null, 2) : [...lines, verdict].join('\n');
  out.write(`${text}\n`);
  return isWell ? 0 : 1;
}

function misspelt(environment: Terminal['environment']): Finding[] {
  const names = Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [name] : []));
  return findMisspelt(names, settingNames).map((one) => ({
    what: 'settings',
    state: 'warning',
    says: sayMisspelt(one),
  }));
}

function surroundings({
  isHttps,
  hsts,
  origin,
  signup,
  signupDomains,
  mail,
  trustedProxies,
  supportEmail,
}: Settings): Finding[] {
  return [
    isHttps || new URL(origin).hostname === 'localhost'
      ? ok('AUTH_URL', origin)
      : { what: 'AUTH_URL', state: 'warning', says: `${origin} is not https`, fix: 'Put a proxy with TLS in front.' },
    ...(isHttps
      ? [
          ok(
            'HSTS',
            hsts === 'subdomains'
              ? `subdomains: every host below ${new URL(origin).hostname} too`
              : 'host: this host alone',
          ),
        ]
      : []),
    signup === 'open' && !mail.smtpUrl
      ? {
          what: 'sign-up',
          state: 'warning',
          says: `anybody can make an account with any address${signupDomains.length > 0 ? ` that ends with @${signupDomains.join(' or @')}` : ''}, since addresses cannot be confirmed`,
          fix: 'Set SMTP_URL, or SIGNUP=invitation or closed.',
        }
      : ok('sign-up', signupDomains.length > 0 ? `${signup}, for ${nameDomains(signupDomains)}` : signup),
    ...(signup !== 'open' && signupDomains.length > 0
      ? [
          {
            what: 'SIGNUP_DOMAINS',
            state: 'warning' as const,
            says: `has no effect: SIGNUP is ${signup}`,
            fix: 'Set SIGNUP=open, or leave SIGNUP_DOMAINS out.',
          },
        ]
      : []),
    isHttps && trustedProxies === 0
      ? {
          what: 'TRUSTED_PROXIES',
          state: 'warning',
          says: '0, although https ends in front of the app: all people would share one address',
          fix: 'Set it to the number of your proxies.',
        }
      : ok('TRUSTED_PROXIES', String(trustedProxies)),
    supportEmail
      ? ok('SUPPORT_EMAIL', supportEmail)
      : { what: 'SUPPORT_EMAIL', state: 'warning', says: 'not set: who is locked out does not know whom to ask' },
  ];
}

async function checkMail({ mail }: Settings): Promise<Finding> {
  if (!mail.smtpUrl) return checkMailFolder(mail.folder);
  const fault = await checkSmtp(mail.smtpUrl);
  return fault
    ? { what: 'mail', state: 'fault', says: fault, fix: 'Start the mail server, or fix SMTP_URL.' }
    : ok('mail', 'the server takes us in');
}
