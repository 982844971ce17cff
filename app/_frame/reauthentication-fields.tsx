import { Icon } from '#app/_ui/icon.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { describeConnections } from '#lib/flows/account/describe-account.ts';
import { isRecentlyReauthenticated } from '#lib/flows/sign-in/steps/reauthenticate.ts';
import { providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import { requestContext } from '#lib/web/context.ts';
import { configuredProviders } from '#lib/web/oauth/providers.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { ReauthenticateForms } from './reauthenticate-forms.tsx';

/** In place of the password field, for users who have none. Null for all others. */
export async function ReauthenticationFields({ signed, page }: { signed: CurrentUser; page: string }) {
  if (signed.hasPassword) return null;
  const { reauthentication: words } = await myWords();
  const { ways, isFresh } = await describeProof(signed);
  if (isFresh) {
    return (
      <p role="status" className="flex gap-2 text-success">
        <Icon name="done" />
        {words.confirmed}
      </p>
    );
  }
  const link = (text: string) => (
    <a href="/profile/password" className="link">
      {text}
    </a>
  );
  return (
    <div className="space-y-2">
      <p className="label">{words.confirm}</p>
      <ReauthenticateForms providers={ways} page={page} />
      <p className="hint">
        <Rich parts={words.setPassword({ link })} />
      </p>
    </div>
  );
}

/** The providers that the user can re-authenticate with, and whether they have just done so. */
export async function describeProof(signed: CurrentUser) {
  const context = await requestContext();
  const connected = (await describeConnections(context, signed.userId)).map(({ provider }) => provider);
  const configured = configuredProviders();
  return {
    names: connected.map((provider) => providerNames[provider]),
    ways: connected.filter((provider) => configured.includes(provider)),
    isFresh: isRecentlyReauthenticated(signed.reauthenticatedAt, context.now),
  };
}
