import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { describeConnections } from '#lib/flows/account/describe-account.ts';
import { idle } from '#lib/result.ts';
import { isProvider, type Provider, providerNames, providers } from '#lib/rules/sign-in/authentication-methods.ts';
import { requestContext } from '#lib/web/context.ts';
import { configuredProviders } from '#lib/web/oauth/providers.ts';
import { pageError } from '#lib/web/page-error.ts';
import { requireSession } from '#lib/web/session.ts';
import { ConnectionDialog } from './connection-dialog.tsx';
import { ConnectionRow } from './connection-row.tsx';

const page = '/profile/connections';

export default async function ConnectionsPage({ searchParams }: PageProps<'/profile/connections'>) {
  const signed = await requireSession(page);
  const context = await requestContext();
  const query = await searchParams;
  const connections = await describeConnections(context, signed.userId);
  const connectionOf = (provider: Provider) => connections.find((connection) => connection.provider === provider);
  const shown = providers.filter((provider) => configuredProviders().includes(provider) || connectionOf(provider));
  const isLastWayIn = !signed.hasPassword && connections.length === 1;
  const notice = await pageError(query);
  const done = notice ? null : whatIsDone(query, (provider) => connectionOf(provider) !== undefined);
  const open = readDialog(query['dialog'], (provider) =>
    connectionOf(provider) ? !isLastWayIn && 'disconnect' : shown.includes(provider) && 'connect',
  );
  return (
    <>
      <div className="space-y-5">
        <title>{titleOf('Connected accounts')}</title>
        {!open && <ErrorSummary state={idle} notice={notice} />}
        {done && (
          <Banner look="success">
            <p>{done}</p>
          </Banner>
        )}
        <div>
          <FocusHeading id="connections-heading" takesFocus={done !== null}>
            Connected accounts
          </FocusHeading>
          <p className="mt-2 text-muted">
            {shown.length > 0
              ? 'Sign in with another account. If two-factor authentication is on, you’ll still be asked for a code.'
              : 'No other way to sign in is set up here.'}
          </p>
        </div>
        {shown.length > 0 && (
          <ul className="rows">
            {shown.map((provider) => (
              <ConnectionRow
                key={provider}
                provider={provider}
                connection={connectionOf(provider) ?? null}
                isLastWayIn={isLastWayIn}
                now={context.now}
              />
            ))}
          </ul>
        )}
      </div>
      {open && (
        <ConnectionDialog
          signed={signed}
          notice={notice}
          isRecovery={query['method'] === 'one-time-password'}
          {...open}
        />
      )}
    </>
  );
}

/** Returns the dialog that the URL names (`connect-google` and the like), if it can be opened now. */
function readDialog(value: unknown, possible: (provider: Provider) => 'connect' | 'disconnect' | false) {
  const [, provider] = typeof value === 'string' ? value.split('-') : [];
  const kind = isProvider(provider) && possible(provider);
  return kind && value === `${kind}-${provider}` ? { kind, provider } : null;
}

/** Returns the sentence for what the URL says was done, if it was. */
function whatIsDone(
  { done, gone }: Record<string, string | string[] | undefined>,
  isConnected: (provider: Provider) => boolean,
): string | null {
  if (isProvider(done) && isConnected(done)) return `${providerNames[done]} is connected.`;
  return isProvider(gone) && !isConnected(gone) ? `${providerNames[gone]} is disconnected.` : null;
}
