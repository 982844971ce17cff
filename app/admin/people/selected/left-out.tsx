import { Setting } from '#app/_ui/setting.tsx';
import type { Selection } from '#lib/flows/admin/act-on-many.ts';
import type { Words } from '#lib/words/shape.ts';
import { PickedPeople } from './picked-people.tsx';

type Props = { people: Selection['leftOut']; gone: number; words: Words['people']['bulk'] };

/** Who was chosen and is left out, each with the reason. */
export function LeftOut({ people, gone, words }: Props) {
  if (people.length === 0 && gone === 0) return null;
  return (
    <Setting title={words.leftOut} about={words.aboutLeftOut}>
      <div className="space-y-3">
        {people.length > 0 && (
          <PickedPeople people={people.map((one) => ({ ...one, note: words.why[one.why] }))} label={words.leftOut} />
        )}
        {gone > 0 && <p className="text-muted">{words.gone({ count: gone })}</p>}
      </div>
    </Setting>
  );
}
