import { headers } from 'next/headers';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import type { Enrolment } from '#lib/flows/two-factor/begin-enrolment.ts';
import { base32, inGroupsOfFour } from '#lib/rules/two-factor/base32.ts';
import { qrPicture } from '#lib/rules/two-factor/qr-picture.ts';
import { otpauthUri } from '#lib/rules/two-factor/totp.ts';
import { myWords } from '#lib/web/words.ts';
import { beginAction } from './actions.ts';
import { StepHeading } from './step-heading.tsx';

const stores = {
  android: 'https://play.google.com/store/apps/details?id=com.google.android.apps.authenticator2',
  ios: 'https://apps.apple.com/app/google-authenticator/id388497605',
};

type Props = { enrolment: Enrolment; email: string; appName: string; isMove: boolean };

/** Step 1: the QR code, and every other way to get the same key into an app. */
export async function ScanStep({ enrolment: { secret }, email, appName, isMove }: Props) {
  const { scan: words, step } = (await myWords()).twoFactorDialogs;
  const uri = otpauthUri(secret, email, appName);
  const isApple = /Macintosh|iPhone|iPad/.test((await headers()).get('user-agent') ?? '');
  const key = base32(secret);
  const say = isMove ? words.withNewApp : words.withApp;
  const here = (
    <>
      <OnThisDevice href={uri}>{words.here}</OnThisDevice>
      {isApple && <OnThisDevice href={`apple-${uri}`}>{words.applePasswords}</OnThisDevice>}
    </>
  );
  return (
    <section>
      <StepHeading number={1} step={step({ step: 1, of: isMove ? 2 : 3 })}>
        {words.heading}
      </StepHeading>
      <p className="lead">
        <Rich parts={say({ strong: (text) => <strong className="text-ink">{text}</strong> })} />
      </p>
      <div className="qr-tile">
        {/* biome-ignore lint/performance/noImgElement: a data address, there is nothing to optimise */}
        <img src={await qrPicture(uri)} width={208} height={208} alt={words.picture} />
      </div>
      <div className="scan-here">{here}</div>
      <p className="hint">
        <Rich parts={words.needApp({ android: androidLink, ios: iosLink })} />
      </p>
      <details className="disclosure">
        <summary>{words.cannot}</summary>
        <div className="space-y-2 pt-1">
          <p className="label">{words.key}</p>
          <div className="flex flex-wrap items-center gap-2">
            <code dir="ltr" className="code rounded-lg bg-raised px-3 py-2">
              {inGroupsOfFour(key)}
            </code>
            <CopyButton text={key} className="button-small">
              {words.copyKey}
            </CopyButton>
          </div>
          <p className="hint">
            <Rich parts={words.account({ account: <bdi dir="ltr">{`${appName}:${email}`}</bdi> })} />
          </p>
          {!isMove && (
            <PlainForm action={beginAction}>
              <input type="hidden" name="startOver" value="yes" />
              <button type="submit" className="way">
                <Icon name="refresh" size="small" />
                {words.startOver}
              </button>
            </PlainForm>
          )}
          <div className="scan-elsewhere">{here}</div>
        </div>
      </details>
    </section>
  );
}

/** The key by a link: only where there is an app for such links. */
function OnThisDevice({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} className="way">
      <Icon name="phone" size="small" />
      {children}
    </a>
  );
}

const androidLink = (text: string) => <StoreLink href={stores.android}>{text}</StoreLink>;
const iosLink = (text: string) => <StoreLink href={stores.ios}>{text}</StoreLink>;

function StoreLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} rel="noreferrer" target="_blank" className="link">
      {children}
    </a>
  );
}
