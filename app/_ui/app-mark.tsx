/** How many tints app-mark has (surfaces.css). */
const TINTS = 6;

/** The letter of an app on a tint of its own, which its id chooses. The name stands beside it. */
export function AppMark({ id, name }: { id: string; name: string }) {
  const tint = [...id].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % TINTS;
  return <span className="app-mark" data-tint={tint} data-letter={[...name][0]?.toUpperCase()} aria-hidden="true" />;
}
