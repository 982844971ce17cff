import { describeConnections } from '#lib/flows/account/describe-account.ts';
import { isRecentlyReauthenticated } from '#lib/flows/sign-in/steps/reauthenticate.ts';
import { providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import { requestContext } from '#lib/web/context.ts';
import { configuredProviders } from '#lib/web/oauth/providers.ts';
import type { CurrentUser } from '#lib/web/session.ts';
import { ProveForms } from './prove-form.tsx';

/** In place of the password field, for users who have none. Null for all others. */
export async function ReauthenticationFields({ signed, page }: { signed: CurrentUser; page: string }) {
  if (signed.hasPassword) return null;
  const { names, ways, isFresh } = await describeProof(signed);
  return (
    <div className="space-y-2">
      {isFresh ? (
        <p role="status" className="font-semibold text-success">
          You have just confirmed with {names} that it is you.
        </p>
      ) : (
        <>
          <p className="label">Confirm it’s you:</p>
          <ProveForms providers={ways} page={page} />
          <p className="text-muted">
            Rather type a password next time?{' '}
            <a href="/profile/password" className="link font-semibold">
              Set one
            </a>
          </p>
        </>
      )}
    </div>
  );
}

/** The providers that the user can re-authenticate with, and whether they have just done so. */
export async function describeProof(signed: CurrentUser) {
  const context = await requestContext();
  const connected = (await describeConnections(context, signed.userId)).map(({ provider }) => provider);
  const configured = configuredProviders();
  return {
    names: connected.map((provider) => providerNames[provider]).join(' or '),
    ways: connected.filter((provider) => configured.includes(provider)),
    isFresh: isRecentlyReauthenticated(signed.reauthenticatedAt, context.now),
  };
}
