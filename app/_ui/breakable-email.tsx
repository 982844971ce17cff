/** An email address in a narrow place: where it doesn't fit, it breaks before its @ and not in a word. */
export function BreakableEmail({ children: email }: { children: string }) {
  const at = Math.max(0, email.lastIndexOf('@'));
  return (
    <bdi dir="ltr">
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </bdi>
  );
}
