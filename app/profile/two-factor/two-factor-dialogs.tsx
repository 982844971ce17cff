import { DrawnAbout } from '#app/_frame/drawn-for.tsx';
import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { settings } from '#lib/config/env.ts';
import { enrolmentName, factorName } from '#lib/flows/account/steps/object-state.ts';
import { type Enrolment, readEnrolment } from '#lib/flows/two-factor/begin-enrolment.ts';
import { requestContext } from '#lib/web/context.ts';
import { myWords } from '#lib/web/words.ts';
import { appDialogs } from './app-dialogs.tsx';
import { describeCodes } from './describe-codes.tsx';
import type { PageGiven } from './dialog-given.ts';
import { passkeyDialogs } from './passkey-dialogs.tsx';
import { ScanStep } from './scan-step.tsx';

const page = '/profile/two-factor';
const makers = { ...appDialogs, ...passkeyDialogs };

type DialogName = keyof typeof makers;
type Props = PageGiven & { dialog: DialogName };

/** Every dialog that a URL of the tab may name. */
export const dialogNames = Object.keys(makers) as DialogName[];

/** The dialog that the URL names. Each stays in its place while its state holds one-time passwords. */
export async function TwoFactorDialogs(props: Props) {
  const { signed, twoFactor, dialog } = props;
  const context = await requestContext();
  const isSettingUp = dialog === 'enable' ? !twoFactor.isOn : isScanned(dialog) && twoFactor.isOn;
  const pending = isSettingUp ? await readEnrolment(context, signed) : null;
  // The one of another dialog in another tab is none of this one.
  const replacesId = dialog === 'move' ? (props.authenticator?.id ?? null) : null;
  const enrolment = pending?.replacesId === replacesId ? pending : null;
  const object = enrolment ? await enrolmentName(context, signed) : await factorName(context, signed.userId);
  return (
    <DrawnAbout object={object ?? ''}>
      <Dialog {...props} enrolment={enrolment} />
    </DrawnAbout>
  );
}

function isScanned(dialog: DialogName): boolean {
  return dialog === 'move' || dialog === 'add';
}

async function Dialog({ dialog, enrolment, ...given }: Props & { enrolment: Enrolment | null }) {
  const { signed, twoFactor, authenticator, passkey, isRecovery, notice } = given;
  const { appName } = settings();
  const { now } = await requestContext();
  const generation = twoFactor.isOn ? twoFactor.recovery.generation : 0;
  const context = {
    ...(await describeOwner(signed)),
    codes: await describeCodes({ email: signed.email, generation }),
  };
  const named = authenticator ?? passkey;
  const about = named ? `&about=${named.id}` : '';
  const address = (byRecovery: boolean) =>
    `${page}?dialog=${dialog}${about}&method=${byRecovery ? 'one-time-password' : 'code'}`;
  const proof = <ReauthenticationFields signed={signed} page={address(isRecovery)} />;
  return makers[dialog]({
    ...given,
    gate: { context, proof, notice, isRecovery, switchTo: address(!isRecovery) },
    scan: enrolment && (
      <ScanStep enrolment={enrolment} email={signed.email} appName={appName} isMove={isScanned(dialog)} />
    ),
    appName,
    now,
    words: await myWords(),
  });
}
