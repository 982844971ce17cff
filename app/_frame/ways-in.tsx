import { ProviderMark } from '#app/_ui/provider-mark.tsx';
import type { WayIn } from '#lib/flows/account/describe-account.ts';
import type { YoungFactor } from '#lib/flows/account/steps/young-factor.ts';
import { timeAgo } from '#lib/rules/account/time-ago.ts';
import { providerNames } from '#lib/rules/sign-in/authentication-methods.ts';

type Props = {
  waysIn: readonly WayIn[];
  /** What of the second factor is new, and whether it may go here. */
  factors?: readonly YoungFactor[];
  /** Somebody reported the account: then a new second factor is for its owner to recognise, too. */
  isReported?: boolean;
  /** The page offers providers as a proof (app/_frame/link-proof.tsx). */
  canConfirm?: boolean;
  now: Date;
  /** What the refused form named, as `keep` of the pipeline gives it back; undefined before it was sent. */
  kept: string | undefined;
};

const factorNames = {
  'two-factor': 'Two-factor authentication',
  app: 'Authenticator app',
  codes: 'One-time passwords',
};
const factorSentences = {
  'two-factor': 'Two-factor authentication was turned on',
  app: 'Your authenticator app was moved to a new phone',
  codes: 'New one-time passwords were made',
};
const factorDates = { 'two-factor': 'turned on', app: 'moved to a new phone', codes: 'made' };

/** The providers that were connected before: each is a proof, too. */
function confirmBy(waysIn: readonly WayIn[], before: Date): string {
  const older = waysIn.filter(({ since }) => since < before).map(({ provider }) => providerNames[provider]);
  return older.length > 0 ? `, confirm with ${older.join(' or ')}` : '';
}

/**
 * The providers that open the account. The form posts what stays: an old one is ticked, a new one is for its owner to
 * recognise, and what is not named goes, also one that was connected after this page was drawn.
 */
export function WaysIn({ waysIn, factors = [], isReported = false, canConfirm = false, now, kept }: Props) {
  if (waysIn.length + factors.length === 0) return null;
  const named = kept?.split(' ');
  return (
    <fieldset className="space-y-3" aria-describedby="ways-in-hint">
      <legend className="font-semibold">
        {waysIn.length > 0 ? 'Other ways to sign in' : 'Two-factor authentication'}
      </legend>
      <p id="ways-in-hint" className="hint">
        Keep only what you recognise. What you leave unticked stops working.
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
              <bdi dir="ltr" className="block">
                {email}
              </bdi>
            )}
            connected {timeAgo(since, now)}
          </p>
        </div>
      ))}
      {factors.map(({ id, part, since, mayGo }) =>
        mayGo ? (
          <div key={id} className="check">
            <input
              type="checkbox"
              id={`keep-${part}`}
              name="keep"
              value={id}
              defaultChecked={named ? named.includes(id) : !isReported}
              aria-describedby={`keep-${part}-hint`}
            />
            <label htmlFor={`keep-${part}`} className="flex flex-wrap items-center gap-x-2">
              {factorNames[part]} <span className="badge badge-hint">New</span>
            </label>
            <p id={`keep-${part}-hint`} className="hint">
              {factorDates[part]} {timeAgo(since, now)}
            </p>
          </div>
        ) : (
          <p key={id} className="hint">
            {factorSentences[part]} {timeAgo(since, now)}. If that wasn’t you, we can’t undo it in this browser. Open
            this page in a browser you’ve used before{canConfirm && confirmBy(waysIn, since)}, or ask an administrator.
          </p>
        ),
      )}
    </fieldset>
  );
}
