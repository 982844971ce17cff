import { bulkActs } from '#lib/rules/account/bulk-act.ts';
import type { Words } from '#lib/words/shape.ts';
import { PickBar } from './pick-bar.tsx';

type Props = {
  /** The list as it is shown: the way back. */
  list: string;
  words: Words['people'];
  children: React.ReactNode;
};

/** The list with its boxes: a plain form that leads to a page that says what would happen. */
export function PickForm({ list, words: { pick }, children }: Props) {
  return (
    <form action="/admin/people/selected" className="picks">
      <input type="hidden" name="list" value={list} />
      {children}
      <PickBar label={pick.bar} count={pick.count}>
        {bulkActs.map((act) => (
          <button
            key={act}
            type="submit"
            name="act"
            value={act}
            className={`button button-small ${act === 'delete' ? 'button-danger-quiet' : 'button-quiet'}`}
          >
            {pick.acts[act]}
          </button>
        ))}
      </PickBar>
    </form>
  );
}
