'use client';
import { useActionState } from 'react';
import { verifyCode } from './actions.ts';

export function CodeForm() {
  const [state, action] = useActionState(verifyCode, { message: '' });
  return (
    <form action={action}>
      <label htmlFor="code">Code</label>
      <input id="code" name="code" autoComplete="one-time-code" required />
      <button type="submit">Verify</button>
      <p>{state.message}</p>
    </form>
  );
}
