import { ProviderMark } from '#app/_ui/provider-mark.tsx';
import type { WaysInChoices } from './ways-in-choices.ts';

type Props = {
  list: WaysInChoices;
  /** What the refused form named, as `keep` of the pipeline gives it back; undefined before it was sent. */
  kept: string | undefined;
};

/**
 * What opens the account. The form posts what stays: an old one is ticked, a new one is for its owner to recognise, and
 * what is not named goes, also one that was connected after this page was drawn.
 */
export function WaysIn({ list: { heading, words, choices, stuck }, kept }: Props) {
  const named = kept?.split(' ');
  return (
    <fieldset className="space-y-3" aria-describedby="ways-in-hint">
      <legend className="font-semibold">{heading}</legend>
      <p id="ways-in-hint" className="hint">
        {words.hint}
      </p>
      {/* Sent with nothing ticked, too: then nothing stays. */}
      <input type="hidden" name="keep" value="" />
      {choices.map(({ id, field, name, provider, email, detail, isNew, isTicked }) => (
        <div key={id} className="check">
          <input
            type="checkbox"
            id={field}
            name="keep"
            value={id}
            defaultChecked={named ? named.includes(id) : isTicked}
            aria-describedby={`${field}-hint`}
          />
          <label htmlFor={field} className="flex flex-wrap items-center gap-x-2">
            {provider && <ProviderMark provider={provider} />} {name}
            {isNew && <span className="badge badge-hint">{words.new}</span>}
          </label>
          <p id={`${field}-hint`} className="hint min-w-0 break-words">
            {email && (
              <bdi dir="ltr" className="block">
                {email}
              </bdi>
            )}
            {detail}
          </p>
        </div>
      ))}
      {stuck.map(({ id, text, wayOn }) => (
        <p key={id} className="hint">
          {text} {wayOn}
        </p>
      ))}
    </fieldset>
  );
}
