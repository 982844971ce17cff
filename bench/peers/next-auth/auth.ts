import { verify } from '@node-rs/argon2';
import NextAuth from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { verifySync } from 'otplib';
import { findPerson } from './people.ts';

/** The smallest app of next-auth with a second factor: password and code in one form, the session in a sealed cookie. */
export const { handlers, auth, signIn } = NextAuth({
  session: { strategy: 'jwt' },
  trustHost: true,
  pages: { signIn: '/login' },
  providers: [
    Credentials({
      credentials: { email: {}, password: {}, code: {} },
      async authorize({ email, password, code }) {
        const person = findPerson(String(email));
        if (!person || !(await verify(person.passwordHash, String(password)))) return null;
        if (!verifySync({ secret: person.secret, token: String(code), epochTolerance: 30 }).valid) return null;
        return { id: person.email, email: person.email, name: person.name };
      },
    }),
  ],
});
