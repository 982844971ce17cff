import { titleOf } from '#app/_shell/title.ts';
import { describeProof } from '#app/profile/password-proof.tsx';
import { ProveForms } from '#app/profile/prove-form.tsx';
import { settings } from '#lib/env.ts';
import { pageError } from '#lib/web/page-error.ts';
import { requireSession } from '#lib/web/session.ts';
import { PasswordForm } from './password-form.tsx';

export default async function PasswordPage({ searchParams }: PageProps<'/profile/password'>) {
  const signed = await requireSession('/profile/password');
  const { names, ways, isFresh } = await describeProof(signed);
  const title = titleOf('Password');
  const mayChoose = signed.hasPassword || isFresh;
  return (
    <div className="space-y-5">
      <h2>Password</h2>
      {!signed.hasPassword && <p className="text-muted">You sign in with {names} and have no password.</p>}
      {/* Stays in its place when the first password is set, so that its form can say so. */}
      <PasswordForm
        email={signed.email}
        hasPassword={signed.hasPassword}
        mayChoose={mayChoose}
        minimum={settings().passwordMinLength}
        notice={pageError(await searchParams)}
        pageTitle={title}
      />
      {!mayChoose && (
        <div className="space-y-3">
          <p>To set one, confirm first that it is you.</p>
          <ProveForms providers={ways} page="/profile/password" />
        </div>
      )}
    </div>
  );
}
