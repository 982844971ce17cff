'use client';
import { useCounted } from '#app/_ui/counted.ts';
import { fill } from '#app/_ui/kit-words.tsx';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  lists: Readonly<Record<string, readonly string[]>>;
  words: Words['invitations']['adding']['invite'];
};

/** As many lines as can be read; the rest is counted. */
const SHOWN = 20;

/** What inviting a list would do: how many are new, who is known, which lines are wrong. */
export function InvitePreview({ lists, words }: Props) {
  const [fresh, known, faults] = [useCounted(words.fresh), useCounted(words.known), useCounted(words.faults)];
  const more = useCounted(words.more);
  const { fresh: toInvite = [], known: skipped = [], faults: wrong = [] } = lists;
  const faultOf = (line: string) => {
    const [number = '', ...typed] = line.split(' ');
    return fill(words.fault, { line: number, typed: typed.join(' ') });
  };
  const list = (lines: readonly string[]) => (
    <ul className="mt-1 list-disc ps-5 text-muted">
      {lines.slice(0, SHOWN).map((line) => (
        <li key={line} className="break-words">
          <bdi>{line}</bdi>
        </li>
      ))}
      {lines.length > SHOWN && <li>{more(lines.length - SHOWN)}</li>}
    </ul>
  );
  return (
    <div role="status" className="space-y-3">
      {wrong.length > 0 ? (
        <div>
          <p>{faults(wrong.length)}</p>
          {list(wrong.map(faultOf))}
        </div>
      ) : (
        <p>{toInvite.length > 0 ? fresh(toInvite.length) : words.nobody}</p>
      )}
      {skipped.length > 0 && (
        <div>
          <p>{known(skipped.length)}</p>
          {list(skipped)}
        </div>
      )}
    </div>
  );
}
