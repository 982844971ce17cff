import { CopyButton } from '#app/_ui/copy-button.tsx';
import { printedProxies, proxyConfig, proxyNames, signOutAddress } from '#lib/rules/apps/proxy-config.ts';
import type { Words } from '#lib/words/shape.ts';
import { AppValue } from '../app-value.tsx';

/** Where proxies on the same machine find us, unless someone has said otherwise to `npm start`. */
const accountsAddress = 'http://127.0.0.1:3000';

type Props = {
  hosts: readonly string[];
  /** What Home opens: its host is the one that is shown. */
  launchUrl: string | null;
  isHttps: boolean;
  words: Words['adminApps']['proxy'];
  copyWords: Pick<Words['adminApps']['secret'], 'copy' | 'copyOne'>;
};

/** What guards an app, ready to paste into the configuration of a proxy, and where the app signs people out. */
export function ProxyCard({ hosts, launchUrl, isHttps, words, copyWords }: Props) {
  const opened = launchUrl === null ? null : new URL(launchUrl).host;
  const host = hosts.find((one) => one === opened) ?? hosts[0];
  if (host === undefined) return null;
  const others = hosts.filter((one) => one !== host);
  return (
    <div className="card card-flush">
      <p className="card-body">{words.first}</p>
      {printedProxies.map((kind, index) => (
        <details key={kind} className="disclosure card-body pt-0" open={index === 0}>
          <summary translate="no">{proxyNames[kind]}</summary>
          <pre className="app-settings" translate="no" dir="ltr">
            {proxyConfig(kind, { host, isHttps, accountsAddress })}
          </pre>
          <CopyButton
            text={proxyConfig(kind, { host, isHttps, accountsAddress })}
            label={words.copyFor({ name: proxyNames[kind] })}
            className="button-small"
          >
            {words.copy}
          </CopyButton>
        </details>
      ))}
      <dl className="facts">
        <AppValue
          name={words.signOut}
          value={signOutAddress({ host, isHttps })}
          note={words.signOutNote}
          words={copyWords}
        />
      </dl>
      {others.length > 0 && (
        <div className="card-foot">
          <small>{words.alsoFor({ hosts: others.join(', ') })}</small>
        </div>
      )}
    </div>
  );
}
