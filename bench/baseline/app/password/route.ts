import { verify } from '@node-rs/argon2';
import { createSession, findPerson } from '../../people.ts';

export async function POST(request: Request): Promise<Response> {
  const { email, password } = await request.json();
  const person = findPerson(email);
  if (!person || !(await verify(person.passwordHash, password))) return new Response(null, { status: 401 });
  const cookie = `session=${createSession(email)}; Path=/; HttpOnly; SameSite=Lax`;
  return Response.json({}, { headers: { 'set-cookie': cookie } });
}
