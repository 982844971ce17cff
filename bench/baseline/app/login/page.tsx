/** A form and its action: the scripts that every page of ours has to have as well. */
export default function Page() {
  async function send() {
    'use server';
  }
  return (
    <form action={send}>
      <input name="email" aria-label="Email" />
      <button type="submit">Sign In</button>
    </form>
  );
}
