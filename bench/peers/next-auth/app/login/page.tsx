import { signIn } from '../../auth.ts';

export default function Page() {
  async function send(form: FormData) {
    'use server';
    await signIn('credentials', form);
  }
  return (
    <form action={send}>
      <input type="hidden" name="redirectTo" value="/" />
      <input type="email" name="email" aria-label="Email" required />
      <input type="password" name="password" aria-label="Password" required />
      <input name="code" aria-label="Code" required />
      <button type="submit">Sign In</button>
    </form>
  );
}
