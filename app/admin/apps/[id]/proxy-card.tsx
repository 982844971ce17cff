import { CopyButton } from '#app/_ui/copy-button.tsx';
import { printedProxies, proxyConfig, proxyNames } from '#lib/rules/apps/proxy-config.ts';
import type { Words } from '#lib/words/shape.ts';

/** Where proxies on the same machine find us, unless someone has said otherwise to `npm start`. */
const accountsAddress = 'http://127.0.0.1:3000';

type Props = { hosts: readonly string[]; isHttps: boolean; words: Words['adminApps']['proxy'] };

/** What guards an app, ready to paste into the configuration of a proxy. */
export function ProxyCard({ hosts: [host, ...others], isHttps, words }: Props) {
  if (host === undefined) return null;
  return (
    <div className="card card-flush">
      {printedProxies.map((kind, index) => (
        <details key={kind} className="disclosure card-body" open={index === 0}>
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
      <div className="card-foot">
        <small>{others.length > 0 ? words.alsoFor({ hosts: others.join(', ') }) : words.shared}</small>
      </div>
    </div>
  );
}
