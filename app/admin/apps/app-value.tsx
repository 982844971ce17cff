'use client';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { fill } from '#app/_ui/kit-words.tsx';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  name: string;
  value: string;
  note?: string;
  words: Pick<Words['adminApps']['secret'], 'copy' | 'copyOne'>;
};

/** A value that an app asks for, and what copies it. */
export function AppValue({ name, value, note, words }: Props) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="app-value">
        <code translate="no">
          <bdi dir="ltr">{value}</bdi>
        </code>
        <CopyButton text={value} label={fill(words.copyOne, { what: name })} className="button-small">
          {words.copy}
        </CopyButton>
        {note && <small className="app-value-note">{note}</small>}
      </dd>
    </div>
  );
}
