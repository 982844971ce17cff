import { redirect } from 'next/navigation';
import { currentSession } from '../../sessions.ts';
import { CodeForm } from './code-form.tsx';

export default async function Page() {
  const session = await currentSession();
  if (!session) redirect('/login');
  if (session.isVerified) redirect('/');
  return (
    <>
      <h1>Two-factor authentication</h1>
      <p>Enter the code from your app.</p>
      <CodeForm />
    </>
  );
}
