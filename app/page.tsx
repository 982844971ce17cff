import { describeSignIns } from '#lib/flows/account/describe-account.ts';
import { describeTwoFactor } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { requestContext } from '#lib/web/context.ts';
import { readCookie } from '#lib/web/cookies.ts';
import { requireSession } from '#lib/web/session.ts';
import { AppFrame } from './_frame/app-frame.tsx';
import { titleOf } from './_frame/title.ts';
import { Glance } from './_home/glance.tsx';
import { Offer } from './_home/offer.tsx';
import { RefusedCodes } from './_home/refused-codes.tsx';

export default async function HomePage() {
  const signed = await requireSession('/');
  const context = await requestContext();
  const [twoFactor, signIns] = await Promise.all([
    describeTwoFactor(context, signed.userId),
    describeSignIns(context, signed),
  ]);
  const isOffered = !twoFactor.isOn && !signed.demand && (await readCookie('quiet')) === null;
  return (
    <AppFrame signed={signed}>
      <title>{titleOf('Home')}</title>
      <h1 tabIndex={-1}>Hello, {signed.name.split(' ')[0]}.</h1>
      <p className="mt-1 text-muted">Your account at a glance.</p>
      {signIns.codesRefusedAt && (
        <RefusedCodes at={signIns.codesRefusedAt} now={context.now} hasPassword={signed.hasPassword} />
      )}
      {isOffered && <Offer />}
      <Glance twoFactor={twoFactor} signIns={signIns} now={context.now} isOffered={isOffered} />
    </AppFrame>
  );
}
