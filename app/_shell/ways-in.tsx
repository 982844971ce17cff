import { ProviderMark } from '#app/_ui/provider-mark.tsx';
import type { WayIn } from '#lib/flows/describe-account.ts';
import { timeAgo } from '#lib/rules/account/time-ago.ts';
import { providerNames } from '#lib/rules/methods.ts';

type Props = {
  waysIn: readonly WayIn[];
  now: Date;
  /** What the refused form named, as `keep` of the pipeline gives it back; undefined before it was sent. */
  kept: string | undefined;
};

/**
 * The providers that open the account. The form posts what stays: an old one is ticked, a new one is for its owner to
 * recognise, and what is not named goes, also one that was connected after this page was drawn.
 */
export function WaysIn({ waysIn, now, kept }: Props) {
  if (waysIn.length === 0) return null;
  const named = kept?.split(' ');
  return (
    <fieldset className="space-y-3" aria-describedby="ways-in-hint">
      <legend className="font-semibold">Other ways to sign in</legend>
      <p id="ways-in-hint" className="hint">
        Keep only what you recognise. What you leave unticked is disconnected.
      </p>
      {/* Sent with nothing ticked, too: then nothing stays. */}
      <input type="hidden" name="keep" value="" />
      {waysIn.map(({ id, provider, email, since, isNew }) => (
        <div key={id} className="check">
          <input
            type="checkbox"
            id={`keep-${provider}`}
            name="keep"
            value={id}
            defaultChecked={named ? named.includes(id) : !isNew}
            aria-describedby={`keep-${provider}-hint`}
          />
          <label htmlFor={`keep-${provider}`} className="flex flex-wrap items-center gap-x-2">
            <ProviderMark provider={provider} /> {providerNames[provider]}
            {isNew && <span className="badge badge-hint">New</span>}
          </label>
          <p id={`keep-${provider}-hint`} className="hint min-w-0 break-words">
            {email && (
              <>
                <bdi dir="ltr">{email}</bdi>,{' '}
              </>
            )}
            connected {timeAgo(since, now)}
          </p>
        </div>
      ))}
    </fieldset>
  );
}
