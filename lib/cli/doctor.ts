import { clock } from '../clock.ts';
import { findMisspelt, sayMisspelt } from '../config/setting-names.ts';
import { parseSettings, type Settings, settingNames } from '../config/settings.ts';
import { checkSmtp } from '../mail/transport.ts';
import { nameDomains } from '../rules/account/sign-up-policy.ts';
import { doctor as words } from '../words/en/doctor.ts';
import type { Options } from './command-context.ts';
import { checkApps } from './doctor-apps.ts';
import { checkBrand } from './doctor-brand.ts';
import { checkDatabase } from './doctor-database.ts';
import { checkMailFolder, checkOwners } from './doctor-files.ts';
import { checkHash } from './doctor-hash.ts';
import { checkPasskeys } from './doctor-passkeys.ts';
import { checkProviders } from './doctor-providers.ts';
import { type Finding, ok } from './finding.ts';
import type { Terminal } from './terminal.ts';

/** doctor: checks everything the app depends on. Changes nothing. Exit code 1 when there is a fault. */
export async function doctor({ terminal, options }: { terminal: Terminal; options: Options }): Promise<number> {
  const { environment, out } = terminal;
  const parsed = parseSettings(environment);
  const findings: Finding[] = parsed.ok
    ? [
        ok('settings', words.settings.complete),
        ...surroundings(parsed.settings),
        checkPasskeys(parsed.settings),
        ...checkBrand(parsed.settings),
        ...checkApps(parsed.settings),
        ...checkOwners(parsed.settings),
        ...(await checkDatabase(parsed.settings)),
        await checkHash(),
        await checkMail(parsed.settings),
        ...(await checkProviders(parsed.settings, clock())),
      ]
    : parsed.problems.map(({ name, problem, fix }) => ({ what: name, state: 'fault', says: problem, fix }));
  findings.push(...misspelt(environment));
  const isWell = findings.every(({ state }) => state !== 'fault');
  const warnings = findings.filter(({ state }) => state === 'warning').length;
  const lines = findings.flatMap(({ what, state, says, fix }) => [
    `${words.states[state].padEnd(8)} ${what}: ${says}`,
    ...(fix ? [`         → ${fix}`] : []),
  ]);
  const wellEnough = warnings > 0 ? words.onlyWarnings({ count: warnings }) : words.allGood;
  const verdict = isWell ? wellEnough : words.fixFaults;
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
      : { what: 'AUTH_URL', state: 'warning', ...words.settings.notHttps({ origin }) },
    ...(isHttps
      ? [
          ok(
            'HSTS',
            hsts === 'subdomains'
              ? words.settings.hsts.subdomains({ host: new URL(origin).hostname })
              : words.settings.hsts.host,
          ),
        ]
      : []),
    signup === 'open' && !mail.smtpUrl
      ? {
          what: 'sign-up',
          state: 'warning',
          ...words.settings.openSignUp({ domains: signupDomains.length > 0 ? nameDomains(signupDomains) : null }),
        }
      : ok(
          'sign-up',
          signupDomains.length > 0 ? words.settings.signUpFor({ signup, domains: nameDomains(signupDomains) }) : signup,
        ),
    ...(signup !== 'open' && signupDomains.length > 0
      ? [
          {
            what: 'SIGNUP_DOMAINS',
            state: 'warning' as const,
            ...words.settings.domainsUnused({ signup }),
          },
        ]
      : []),
    isHttps && trustedProxies === 0
      ? {
          what: 'TRUSTED_PROXIES',
          state: 'warning',
          ...words.settings.noProxies,
        }
      : ok('TRUSTED_PROXIES', String(trustedProxies)),
    supportEmail
      ? ok('SUPPORT_EMAIL', supportEmail)
      : { what: 'SUPPORT_EMAIL', state: 'warning', says: words.settings.noSupport },
  ];
}

async function checkMail({ mail }: Settings): Promise<Finding> {
  if (!mail.smtpUrl) return checkMailFolder(mail.folder);
  const fault = await checkSmtp(mail.smtpUrl);
  return fault ? { what: 'mail', state: 'fault', says: fault, fix: words.mail.fix } : ok('mail', words.mail.accepted);
}
