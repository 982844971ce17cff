import { redirect } from 'next/navigation';
import { currentSession } from '../../sessions.ts';
import { LoginForm } from './login-form.tsx';

export default async function Page() {
  const session = await currentSession();
  if (session) redirect(session.isVerified ? '/' : '/2fa');
  return (
    <>
      <h1>Sign in</h1>
      <LoginForm />
    </>
  );
}
