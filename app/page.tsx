import { describeSignIns } from '#lib/flows/account/describe-account.ts';
import { describeNewest } from '#lib/flows/account/steps/describe-activity.ts';
import { describeHomeApps } from '#lib/flows/apps/describe-launcher.ts';
import { isPasskeyOffered } from '#lib/flows/two-factor/offer-passkey.ts';
import { isUpgradeDue } from '#lib/flows/two-factor/upgrade-to-passkey.ts';
import { protectionOf } from '#lib/rules/account/protection.ts';
import { requestContext } from '#lib/web/context.ts';
import { readCookie } from '#lib/web/cookies.ts';
import { requireSession } from '#lib/web/session.ts';
import { twoFactorOf } from '#lib/web/two-factor.ts';
import { myWords } from '#lib/web/words.ts';
import { AppFrame } from './_frame/app-frame.tsx';
import { titleOf } from './_frame/title.ts';
import { Checks } from './_home/checks.tsx';
import { Health } from './_home/health.tsx';
import { PasskeyOffer } from './_home/passkey-offer.tsx';
import { PasskeySaved } from './_home/passkey-saved.tsx';
import { Recent } from './_home/recent.tsx';
import { RefusedCodes } from './_home/refused-codes.tsx';
import { PasskeyUpgrade } from './_home/upgrade-on-demand.ts';
import { YourApps } from './_home/your-apps.tsx';
import { PageHead } from './_ui/page-head.tsx';
import { Rich } from './_ui/rich.tsx';

/** How many events the page shows. */
const RECENT = 3;

export default async function HomePage({ searchParams }: PageProps<'/'>) {
  const signed = await requireSession('/');
  const all = await myWords();
  const { home: words } = all;
  const context = await requestContext();
  const { now } = context;
  const [twoFactor, signIns, newest, apps, isOffered] = await Promise.all([
    twoFactorOf(signed.userId),
    describeSignIns(context, signed),
    describeNewest(context, all, signed.userId, RECENT),
    describeHomeApps(context, signed.userId),
    readCookie('no-passkey-offer').then((seen) => seen === null && isPasskeyOffered(context, signed)),
  ]);
  const { done } = await searchParams;
  const protection = protectionOf(twoFactor);
  const isOptional = !twoFactor.isOn && !signed.requirement;
  const isPutAway = isOptional && (await readCookie('quiet')) !== null;
  const firstName = <bdi>{signed.name.split(' ')[0]}</bdi>;
  return (
    <AppFrame signed={signed}>
      <title>{titleOf(words.title)}</title>
      <PageHead title={<Rich parts={words.heading({ name: firstName })} />} lead={words.lead} />
      {done === 'passkey-saved' && <PasskeySaved userId={signed.userId} words={words.passkeySaved} />}
      {signIns.codesRefusedAt && (
        <RefusedCodes
          at={signIns.codesRefusedAt}
          now={now}
          hasPassword={signed.hasPassword}
          words={words.refusedCodes}
        />
      )}
      <Health protection={protection} isOffered={isOptional && !isPutAway} isPutAway={isPutAway} words={words}>
        <Checks
          twoFactor={twoFactor}
          signIns={signIns}
          isStrong={protection === 'strong'}
          now={now}
          words={words.checks}
          events={all.events}
        />
      </Health>
      {apps && <YourApps {...apps} hasTwoFactor={twoFactor.isOn} now={now} words={all.myApps} />}
      <Recent events={newest} now={now} words={words.recent} />
      {isOffered && <PasskeyOffer hasPassword={signed.hasPassword} />}
      {isOffered && isUpgradeDue(context, signed) && <PasskeyUpgrade />}
    </AppFrame>
  );
}
