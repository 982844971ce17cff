import { redirect } from 'next/navigation';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Email } from '#app/_ui/email.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { settings } from '#lib/config/env.ts';
import { limits } from '#lib/config/limits.ts';
import { recoveryFileName } from '#lib/rules/two-factor/recovery-file.ts';
import { startAgain } from '#lib/web/begun-sign-in.ts';
import { currentChallenge, hasBegunSignIn } from '#lib/web/challenge.ts';
import { requestContext } from '#lib/web/context.ts';
import { currentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { Cancel } from './cancel.tsx';
import { CodeForm } from './code-form.tsx';
import { Trouble } from './trouble.tsx';

const page = '/login/two-factor';

export default async function TwoFactorPage({ searchParams }: PageProps<'/login/two-factor'>) {
  const challenge = await currentChallenge();
  if (!challenge) {
    if (await currentUser()) redirect('/');
    redirect((await hasBegunSignIn()) ? await startAgain('challenge-expired') : '/login');
  }
  const minutes = Math.ceil((challenge.expiresAt.getTime() - (await requestContext()).now.getTime()) / 60_000);
  const { appName, origin, supportEmail } = settings();
  const isRecovery = (await searchParams)['method'] === 'one-time-password';
  const { challenge: words } = await myWords();
  const [fileName] = recoveryFileName({ appName, origin, account: '', madeAt: new Date(0) }).split('_');
  return (
    <SignedOutFrame about={{ challenge: challenge.secret }} drawnFor={challenge.userId} below={<Cancel />}>
      <h1>{words.title}</h1>
      <p className="mt-2 text-muted">
        {isRecovery ? (
          <Rich parts={words.askForOneTimePassword({ email: <Email>{challenge.email}</Email>, minutes })} />
        ) : (
          <Rich parts={words.askForCode({ account: <Email>{`${appName} (${challenge.email})`}</Email>, minutes })} />
        )}
      </p>
      {/* Keyed: what was refused in one field says nothing about the other. */}
      <CodeForm
        key={String(isRecovery)}
        words={words.form}
        isRecovery={isRecovery}
        digits={limits.totpDigits}
        pageTitle={titleOf(words.title)}
        oneTimePasswordHint={<Rich parts={words.oneTimePasswordHint({ fileName: <FileName start={fileName} /> })} />}
      />
      <ul className="ways">
        <li>
          <PageLink href={isRecovery ? page : `${page}?method=one-time-password`} replace className="way">
            <Icon name={isRecovery ? 'phone' : 'ticket'} />
            {isRecovery ? words.useCode : words.useOneTimePassword}
          </PageLink>
        </li>
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
