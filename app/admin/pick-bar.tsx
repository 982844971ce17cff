import type { Counted } from '#lib/words/plural.ts';
import { PickCount } from './pick-count.tsx';

type Props = { label: string; count: Counted; children: React.ReactNode };

/** What can be done to those who are ticked: in sight once someone is, by the style sheet. */
export function PickBar({ label, count, children }: Props) {
  return (
    <fieldset className="pick-bar">
      <legend className="sr-only">{label}</legend>
      <PickCount words={count} />
      {children}
    </fieldset>
  );
}
