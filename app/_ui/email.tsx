/**
 * An email address inside a sentence: left to right in every language, and it may break anywhere, but not behind the
 * dots of a masked one.
 */
export function Email({ children }: { children: string }) {
  const [, masked = '', rest = children] = /^(.…@)(.*)$/.exec(children) ?? [];
  return (
    <strong className="break-words text-ink">
      <bdi dir="ltr">
        {masked && <span className="whitespace-nowrap">{masked}</span>}
        {rest}
      </bdi>
    </strong>
  );
}
