import { headers } from 'next/headers';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import type { Enrolment } from '#lib/flows/two-factor/begin-enrolment.ts';
import { base32, inGroupsOfFour } from '#lib/rules/two-factor/base32.ts';
import { qrPicture } from '#lib/rules/two-factor/qr-picture.ts';
import { otpauthUri } from '#lib/rules/two-factor/totp.ts';
import { beginAction } from './actions.ts';
import { StepHeading } from './step-heading.tsx';

const stores = {
  android: 'https://play.google.com/store/apps/details?id=com.google.android.apps.authenticator2',
  ios: 'https://apps.apple.com/app/google-authenticator/id388497605',
};

type Props = { enrolment: Enrolment; email: string; appName: string; isMove: boolean };

/** Step 1: the QR code, and every other way to get the same key into an app. */
export async function ScanStep({ enrolment: { secret }, email, appName, isMove }: Props) {
  const uri = otpauthUri(secret, email, appName);
  const isApple = /Macintosh|iPhone|iPad/.test((await headers()).get('user-agent') ?? '');
  const key = base32(secret);
  return (
    <section className="space-y-3">
      <StepHeading step={1} of={isMove ? 2 : 3}>
        Scan the QR code
      </StepHeading>
      <p>
        Open {isMove ? 'the new' : 'your'} authenticator app, choose <em>add</em> or <em>scan</em>, and point it at this
        code.
      </p>
      <div className="scan-ways">
        <div className="qr-tile">
          {/* biome-ignore lint/performance/noImgElement: a data address, there is nothing to optimise */}
          <img src={await qrPicture(uri)} width={208} height={208} alt="QR code to scan with an authenticator app" />
        </div>
        <p className="scan-here">
          <a href={uri} className="link inline-block py-2">
            Open in an authenticator app on this device
          </a>
          {isApple && (
            <a href={`apple-${uri}`} className="link inline-block py-2">
              Add to Apple Passwords
            </a>
          )}
        </p>
        <p className="scan-help hint">
          No app yet? Install Google Authenticator for{' '}
          <a href={stores.android} rel="noreferrer" target="_blank" className="link">
            Android
          </a>{' '}
          or{' '}
          <a href={stores.ios} rel="noreferrer" target="_blank" className="link">
            iOS
          </a>
          , or use any other. Your phone may ask to let the app use its camera: allow it.
        </p>
      </div>
      <details className="disclosure">
        <summary>Can’t scan it?</summary>
        <div className="space-y-2 pb-3">
          <p className="label">Setup key</p>
          <div className="flex flex-wrap items-center gap-3">
            <code dir="ltr" className="code rounded-lg bg-raised px-3 py-2">
              {inGroupsOfFour(key)}
            </code>
            <CopyButton text={key} className="button-small">
              Copy key
            </CopyButton>
          </div>
          <p className="hint">
            Account:{' '}
            <bdi dir="ltr">
              {appName}:{email}
            </bdi>{' '}
            · Type: time-based · 6 digits · 30 seconds · SHA-1
          </p>
        </div>
      </details>
      {!isMove && (
        <PlainForm action={beginAction}>
          <input type="hidden" name="startOver" value="yes" />
          <button type="submit" className="link py-2 text-sm">
            Start over with a new QR code
          </button>
        </PlainForm>
      )}
    </section>
  );
}
