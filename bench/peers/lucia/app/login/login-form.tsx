'use client';
import { useActionState } from 'react';
import { signIn } from './actions.ts';

export function LoginForm() {
  const [state, action] = useActionState(signIn, { message: '' });
  return (
    <form action={action}>
      <label htmlFor="email">Email</label>
      <input type="email" id="email" name="email" autoComplete="username" required />
      <label htmlFor="password">Password</label>
      <input type="password" id="password" name="password" autoComplete="current-password" required />
      <button type="submit">Sign In</button>
      <p>{state.message}</p>
    </form>
  );
}
