import type { WayIn } from '#lib/flows/account/describe-account.ts';
import type { YoungFactor } from '#lib/flows/account/steps/young-factor.ts';
import type { DescribedPasskey } from '#lib/flows/two-factor/steps/describe-passkeys.ts';
import { isYoung } from '#lib/rules/account/proof-age.ts';
import { timeAgo } from '#lib/rules/account/time-ago.ts';
import { sayBrowser } from '#lib/rules/events/say-browser.ts';
import { type Provider, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import type { Language } from '#lib/words/language.ts';
import type { Words } from '#lib/words/shape.ts';

type Choice = {
  id: string;
  /** Of its field, with which its label and hint are tied. */
  field: string;
  name: string;
  provider: Provider | null;
  email: string | null;
  detail: string;
  isNew: boolean;
  isTicked: boolean;
};

/** What the form lists (ways-in.tsx), in words. */
export type WaysInChoices = {
  heading: string;
  words: Pick<Words['waysIn'], 'hint' | 'new'>;
  choices: readonly Choice[];
  /** New parts of the second factor that cannot be taken off here. */
  stuck: readonly { id: string; text: string; wayOn: string }[];
};

type Given = {
  waysIn: readonly WayIn[];
  passkeys: readonly DescribedPasskey[];
  /** What of the second factor is new, and whether it may go here. */
  factors: readonly YoungFactor[];
  /** Passkeys that stay as security keys, if they are unticked. */
  guarding: readonly string[];
  /** The account was reported: then its owner has to recognise a new second factor, too. */
  isReported: boolean;
  /** The page offers providers as a proof (link-proof.tsx). */
  canConfirm: boolean;
  now: Date;
  language: Language;
};

/** The providers and passkeys that open the account, and what of its second factor is new. Null where there is nothing to choose. */
export function describeWaysInChoices(given: Given): WaysInChoices | null {
  const { waysIn, passkeys, factors, guarding, isReported, canConfirm, now, language } = given;
  if (waysIn.length + passkeys.length + factors.length === 0) return null;
  const { waysIn: words, events } = wordsOf(language);
  const formats = formatsIn(language);
  const ago = (since: Date) => ({ ago: timeAgo(since, now, formats) });
  /** The providers that were connected before: each is a proof, too. */
  const olderThan = (factor: YoungFactor) =>
    canConfirm ? waysIn.filter(({ since }) => since < factor.since).map(({ provider }) => providerNames[provider]) : [];
  const providers = waysIn.map(({ id, provider, email, since, isNew }) => ({
    id,
    field: `keep-${provider}`,
    name: providerNames[provider],
    provider,
    email,
    detail: words.connected(ago(since)),
    isNew,
    isTicked: !isNew,
  }));
  const opening = passkeys.filter(({ kind }) => kind === 'passkey');
  const keys = opening.map(({ id, name, addedAt, browser }) => ({
    id,
    field: `keep-${id}`,
    name,
    provider: null,
    email: null,
    detail: [
      words.passkeyAdded({ ...ago(addedAt), browser: sayBrowser(events, browser) }),
      ...(guarding.includes(id) ? [words.passkeyGuards] : []),
    ].join('. '),
    isNew: isYoung(addedAt, now),
    isTicked: !isYoung(addedAt, now),
  }));
  const parts = factors
    .filter(({ mayGo }) => mayGo)
    .map(({ id, part, name, since }) => ({
      id,
      field: `keep-${part}-${id}`,
      name: name ?? words.factors[part],
      provider: null,
      email: null,
      detail: words.changed[part](ago(since)),
      isNew: true,
      isTicked: !isReported,
    }));
  const stuck = factors
    .filter(({ mayGo }) => !mayGo)
    .map((factor) => {
      const older = olderThan(factor);
      const wayOn =
        older.length > 0 ? words.stuckWayOnWithProviders({ providers: formats.or(older) }) : words.stuckWayOn;
      return { id: factor.id, text: words.stuck[factor.part]({ ...ago(factor.since), name: factor.name }), wayOn };
    });
  const heading = waysIn.length + passkeys.length > 0 ? words.heading : words.headingOfFactors;
  return { heading, words: { hint: words.hint, new: words.new }, choices: [...providers, ...keys, ...parts], stuck };
}
