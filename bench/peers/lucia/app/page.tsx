import { redirect } from 'next/navigation';
import { currentSession } from '../sessions.ts';

export default async function Page() {
  const session = await currentSession();
  if (!session) redirect('/login');
  if (!session.isVerified) redirect('/2fa');
  return (
    <>
      <h1>Hello, {session.name}</h1>
      <p>Your email address is {session.email}.</p>
    </>
  );
}
