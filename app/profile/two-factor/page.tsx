import { titleOf } from '#app/_shell/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { PasswordProof } from '#app/profile/password-proof.tsx';
import { settings } from '#lib/env.ts';
import { readEnrolment } from '#lib/flows/begin-enrolment.ts';
import { describeTwoFactor } from '#lib/flows/describe-two-factor.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { requireSession } from '#lib/web/session.ts';
import { DisableDialog } from './disable-dialog.tsx';
import { EnableDialog } from './enable-dialog.tsx';
import { ScanStep } from './scan-step.tsx';
import { TwoFactorOff } from './two-factor-off.tsx';
import { TwoFactorOn } from './two-factor-on.tsx';

export default async function TwoFactorPage({ searchParams }: PageProps<'/profile/two-factor'>) {
  const signed = await requireSession('/profile/two-factor');
  const context = await requestContext();
  const { appName, origin, supportEmail } = settings();
  const query = await searchParams;
  const { dialog, method, done } = query;
  const twoFactor = await describeTwoFactor(context, signed.userId);
  const enrolment = dialog === 'enable' && !twoFactor.isOn ? await readEnrolment(context, signed.userId) : null;
  const isDisabling = dialog === 'disable' && twoFactor.isOn;
  const isDisabled = done === 'disabled' && !twoFactor.isOn;
  const notice = pageError(query);
  const person = { appName, origin, supportEmail, email: signed.email, hasPassword: signed.hasPassword };
  const proof = (
    <PasswordProof signed={signed} page={`/profile/two-factor?dialog=${isDisabling ? 'disable' : 'enable'}`} />
  );
  return (
    <>
      <div className="space-y-5">
        {isDisabled && (
          <Banner look="success">
            <p>
              <strong>Two-factor authentication is now disabled on your account.</strong>
            </p>
            <p>Remove the {appName} entry from your app – its codes no longer work.</p>
          </Banner>
        )}
        {twoFactor.isOn ? (
          <TwoFactorOn state={twoFactor} now={context.now} />
        ) : (
          <TwoFactorOff takesFocus={isDisabled} notice={enrolment ? null : notice} />
        )}
      </div>
      {/* Stays in its place once two-factor is on: its state then holds the one-time passwords, shown this once. */}
      {dialog === 'enable' && (
        <EnableDialog
          person={person}
          proof={proof}
          notice={notice}
          scan={enrolment && <ScanStep enrolment={enrolment} email={signed.email} appName={appName} />}
          edition={twoFactor.isOn ? twoFactor.recovery.edition : 0}
        />
      )}
      {isDisabling && (
        <DisableDialog person={person} proof={proof} notice={notice} isRecovery={method === 'one-time-password'} />
      )}
      <title>{titleOf('Two-Factor Auth')}</title>
    </>
  );
}
