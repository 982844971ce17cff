import { redirect } from 'next/navigation';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { settings } from '#lib/config/env.ts';
import { recoveryFileName } from '#lib/rules/two-factor/recovery-file.ts';
import { startAgain } from '#lib/web/begun-sign-in.ts';
import { currentChallenge, hasBegunSignIn } from '#lib/web/challenge.ts';
import { requestContext } from '#lib/web/context.ts';
import { currentUser } from '#lib/web/session.ts';
import { Cancel } from './cancel.tsx';
import { CodeForm } from './code-form.tsx';
import { Trouble } from './trouble.tsx';

export default async function TwoFactorPage({ searchParams }: PageProps<'/login/two-factor'>) {
  const challenge = await currentChallenge();
  if (!challenge) {
    if (await currentUser()) redirect('/');
    redirect((await hasBegunSignIn()) ? await startAgain('challenge-expired') : '/login');
  }
  const minutes = Math.ceil((challenge.expiresAt.getTime() - (await requestContext()).now.getTime()) / 60_000);
  const { appName, origin, supportEmail } = settings();
  const isRecovery = (await searchParams)['method'] === 'one-time-password';
  const title = titleOf('Two-factor authentication');
  const [fileName] = recoveryFileName({ appName, origin, account: '', madeAt: new Date(0) }).split('_');
  return (
    <SignedOutFrame about={{ challenge: challenge.secret }} drawnFor={challenge.userId}>
      <h1>Two-factor authentication</h1>
      <p className="mt-2 text-muted">
        {isRecovery ? 'Signing in as ' : 'Open your authenticator app and find '}
        <strong className="text-ink">{isRecovery ? challenge.email : `${appName} (${challenge.email})`}</strong>. You
        have {minutes === 1 ? '1 minute' : `${minutes} minutes`}.
      </p>
      {/* Keyed: what was refused in one field says nothing about the other. */}
      <CodeForm key={String(isRecovery)} isRecovery={isRecovery} pageTitle={title} fileName={fileName} />
      <Trouble supportEmail={supportEmail} />
      <Cancel />
    </SignedOutFrame>
  );
}
