import { redirect } from 'next/navigation';
import { auth } from '../auth.ts';

export default async function Page() {
  const session = await auth();
  if (!session?.user) redirect('/login');
  return <h1>Hello, {session.user.name}</h1>;
}
