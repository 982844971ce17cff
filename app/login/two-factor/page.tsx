import { redirect } from 'next/navigation';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Email } from '#app/_ui/email.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { settings } from '#lib/config/env.ts';
import { limits } from '#lib/config/limits.ts';
import { describeWaysToConfirm } from '#lib/flows/two-factor/steps/own-passkeys.ts';
import { recoveryFileName } from '#lib/rules/two-factor/recovery-file.ts';
import { startAgain } from '#lib/web/begun-sign-in.ts';
import { currentChallenge, hasBegunSignIn } from '#lib/web/challenge.ts';
import { requestContext } from '#lib/web/context.ts';
import { currentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { Cancel } from './cancel.tsx';
import { CodeForm } from './code-form.tsx';
import { PasskeyStep } from './passkey-step.tsx';
import { Trouble } from './trouble.tsx';

const page = '/login/two-factor';
const icons = { passkey: 'passkey', code: 'phone', 'one-time-password': 'ticket' } as const;
const methods = ['passkey', 'code', 'one-time-password'] as const;

export default async function TwoFactorPage({ searchParams }: PageProps<'/login/two-factor'>) {
  const challenge = await currentChallenge();
  if (!challenge) {
    if (await currentUser()) redirect('/');
    redirect((await hasBegunSignIn()) ? await startAgain('challenge-expired') : '/login');
  }
  const context = await requestContext();
  const wanted = (await searchParams)['method'];
  const minutes = Math.ceil((challenge.expiresAt.getTime() - context.now.getTime()) / 60_000);
  const { appName, origin, supportEmail } = settings();
  const ways = await describeWaysToConfirm(context, challenge.userId);
  const asked = methods.find((method) => method === wanted && (method !== 'passkey' || ways.passkey)) ?? ways.first;
  // Behind a passkey, for browsers that have none or run no script.
  const isRecovery = asked === 'one-time-password' || (asked === 'passkey' && !ways.hasApp);
  const { challenge: words } = await myWords();
  const [fileName] = recoveryFileName({ appName, origin, account: '', madeAt: new Date(0) }).split('_');
  const instead = {
    passkey: words.passkey[ways.passkey ?? 'passkey'].instead,
    code: words.useCode,
    'one-time-password': words.useOneTimePassword,
  };
  const isOther = (method: (typeof methods)[number]) =>
    method !== asked && (method !== 'passkey' || ways.passkey) && (method !== 'code' || ways.hasApp);
  // Keyed: what was refused in one field says nothing about the other.
  const codeForm = (
    <CodeForm
      key={String(isRecovery)}
      words={words.form}
      isRecovery={isRecovery}
      digits={limits.totpDigits}
      pageTitle={titleOf(words.title)}
      oneTimePasswordHint={<Rich parts={words.oneTimePasswordHint({ fileName: <FileName start={fileName} /> })} />}
    />
  );
  return (
    <SignedOutFrame about={{ challenge: challenge.secret }} drawnFor={challenge.userId} below={<Cancel />}>
      <h1>{words.title}</h1>
      <p className="mt-2 text-muted">
        {asked === 'code' ? (
          <Rich parts={words.askForCode({ account: <Email>{`${appName} (${challenge.email})`}</Email>, minutes })} />
        ) : (
          <Rich parts={words.signingInAs({ email: <Email>{challenge.email}</Email>, minutes })} />
        )}
      </p>
      {asked === 'passkey' && ways.passkey ? (
        <PasskeyStep words={words.passkey} kind={ways.passkey}>
          {codeForm}
        </PasskeyStep>
      ) : (
        codeForm
      )}
      <ul className="ways">
        {methods.filter(isOther).map((method) => (
          <li key={method}>
            <PageLink href={`${page}?method=${method}`} replace className="way">
              <Icon name={icons[method]} />
              {instead[method]}
            </PageLink>
          </li>
        ))}
        <li>
          <Trouble supportEmail={supportEmail} />
        </li>
      </ul>
    </SignedOutFrame>
  );
}

/** The file that the one-time passwords were downloaded as, without what differs between users. */
function FileName({ start }: { start: string | undefined }) {
  return (
    <em>
      <bdi dir="ltr">{`${start}\u2060…\u2060txt`}</bdi>
    </em>
  );
}
