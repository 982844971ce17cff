/** An email address inside a sentence: left to right in every language, and it may break anywhere. */
export function Email({ children }: { children: string }) {
  return (
    <strong className="break-words text-ink">
      <bdi dir="ltr">{children}</bdi>
    </strong>
  );
}
