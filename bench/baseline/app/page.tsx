import { cookies } from 'next/headers';
import { nameBehind } from '../people.ts';

/** What a session check cannot do without: one cookie, one read. */
export default async function Page() {
  const session = (await cookies()).get('session')?.value ?? '';
  const name = nameBehind(session);
  return <h1>{name ? `Hello, ${name}` : 'Signed out'}</h1>;
}
