import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { describeConnections } from '#lib/flows/account/describe-account.ts';
import type { Context } from '#lib/flows/context.ts';
import { describePasskeys } from '#lib/flows/two-factor/steps/describe-passkeys.ts';
import { idle } from '#lib/result.ts';
import { isProvider, type Provider, providerNames, providers } from '#lib/rules/sign-in/authentication-methods.ts';
import { requestContext } from '#lib/web/context.ts';
import { configuredProviders } from '#lib/web/oauth/providers.ts';
import { pageError } from '#lib/web/page-error.ts';
import { type CurrentUser, requireSession } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import type { Words } from '#lib/words/shape.ts';
import { ConnectionDialog } from './connection-dialog.tsx';
import { ConnectionRow } from './connection-row.tsx';

const page = '/profile/connections';

export default async function ConnectionsPage({ searchParams }: PageProps<'/profile/connections'>) {
  const signed = await requireSession(page);
  const context = await requestContext();
  const { connections: words } = await myWords();
  const query = await searchParams;
  const connections = await describeConnections(context, signed.userId);
  const connectionOf = (provider: Provider) => connections.find((connection) => connection.provider === provider);
  const shown = providers.filter((provider) => configuredProviders().includes(provider) || connectionOf(provider));
  const isLastWayIn = !signed.hasPassword && connections.length === 1 && !(await goesOnWithPasskeys(context, signed));
  const notice = await pageError(query);
  const done = notice ? null : whatIsDone(words, query, (provider) => connectionOf(provider) !== undefined);
  const open = readDialog(query['dialog'], (provider) =>
    connectionOf(provider) ? !isLastWayIn && 'disconnect' : shown.includes(provider) && 'connect',
  );
  return (
    <>
      <title>{titleOf(words.title)}</title>
      <div className="settings">
        <Setting title={words.title} about={words.about} id="connections-heading" takesFocus={done !== null}>
          {!open && notice && (
            <div className="mb-3">
              <ErrorSummary state={idle} notice={notice} />
            </div>
          )}
          {done && (
            <Banner look="success" className="mb-3">
              <p>{done}</p>
            </Banner>
          )}
          {shown.length > 0 ? (
            <Rows label={words.list}>
              {shown.map((provider) => (
                <ConnectionRow
                  key={provider}
                  provider={provider}
                  connection={connectionOf(provider) ?? null}
                  isLastWayIn={isLastWayIn}
                  now={context.now}
                  words={words}
                />
              ))}
            </Rows>
          ) : (
            <div className="card card-flush">
              <Empty icon="link">
                <p>{words.empty}</p>
              </Empty>
            </div>
          )}
        </Setting>
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

/** Whether passkeys go on opening the account without its last provider: behind two-factor they do. */
async function goesOnWithPasskeys(context: Context, { userId, twoFactorSince }: CurrentUser): Promise<boolean> {
  if (!twoFactorSince) return false;
  const passkeys = await describePasskeys(context, userId);
  return passkeys.some(({ kind, otherHost }) => kind === 'passkey' && otherHost === null);
}

/** Returns the dialog that the URL names (`connect-google` and the like), if it can be opened now. */
function readDialog(value: unknown, possible: (provider: Provider) => 'connect' | 'disconnect' | false) {
  const [, provider] = typeof value === 'string' ? value.split('-') : [];
  const kind = isProvider(provider) && possible(provider);
  return kind && value === `${kind}-${provider}` ? { kind, provider } : null;
}

/** Returns the sentence for what the URL says was done, if it was. */
function whatIsDone(
  words: Words['connections'],
  { done, gone }: Record<string, string | string[] | undefined>,
  isConnected: (provider: Provider) => boolean,
): string | null {
  if (isProvider(done) && isConnected(done)) return words.isConnected({ provider: providerNames[done] });
  return isProvider(gone) && !isConnected(gone) ? words.isDisconnected({ provider: providerNames[gone] }) : null;
}
