'use client';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { fill } from '#app/_ui/kit-words.tsx';
import { appEndpoints, appScopes } from '#lib/rules/apps/app-endpoints.ts';
import { findPreset, presetSettings } from '#lib/rules/apps/app-presets.ts';
import type { ClientKind } from '#lib/rules/apps/client-kind.ts';
import type { Words } from '#lib/words/shape.ts';
import { AppValue } from './app-value.tsx';

/** What the card says of an app. */
export type CardApp = {
  origin: string;
  id: string;
  kind: ClientKind;
  pkce: 'required' | 'optional';
  redirectUris: readonly string[];
  postLogoutUris: readonly string[];
  preset: string | null;
};
type Props = {
  app: CardApp;
  /** Right after it was made, and never again. */
  secret: string | null;
  settingsTitle: string | null;
  card: Words['adminApps']['card'];
  words: Words['adminApps']['secret'];
};

/** Every value that an app asks for, each to copy, and ready-made settings where we know the app. */
export function AppCard({ app, secret, settingsTitle, card, words }: Props) {
  const { id, kind, redirectUris, postLogoutUris } = app;
  const { issuer, discovery, ...endpoints } = appEndpoints(app.origin);
  const preset = findPreset(app.preset);
  const settings = preset
    ? presetSettings(preset, {
        ...{ origin: app.origin, id, secret: secret ?? words.place, redirectUri: redirectUris[0] ?? app.origin },
      })
    : null;
  const isConfidential = kind === 'confidential';
  return (
    <div className="card card-flush">
      <dl className="facts">
        <AppValue name={card.issuer} value={issuer} words={words} />
        <AppValue name={card.clientId} value={id} words={words} />
        {secret ? (
          <AppValue name={words.heading} value={secret} note={words.once} words={words} />
        ) : (
          <Said name={words.heading}>{isConfidential ? words.hidden : words.noneNeeded}</Said>
        )}
        <AppValue name={card.discovery} value={discovery} words={words} />
        {redirectUris.map((uri) => (
          <AppValue key={uri} name={card.redirects} value={uri} words={words} />
        ))}
        {(Object.keys(endpoints) as (keyof typeof endpoints)[]).map((name) => (
          <AppValue key={name} name={card[name]} value={endpoints[name]} words={words} />
        ))}
        {postLogoutUris.map((uri) => (
          <AppValue key={uri} name={card.signOutUris} value={uri} words={words} />
        ))}
        <AppValue name={card.scopes} value={appScopes} words={words} />
        <Said name={card.authentication}>{isConfidential ? card.basic : card.noAuthentication}</Said>
        <Said name={card.pkce}>{app.pkce === 'required' ? card.s256 : card.pkceOptional}</Said>
      </dl>
      <div className="card-foot">
        <small>{card.unverified}</small>
      </div>
      {settings && settingsTitle && (
        <details className="disclosure card-body" open={secret !== null}>
          <summary>{settingsTitle}</summary>
          <pre className="app-settings" translate="no" dir="ltr">
            {settings}
          </pre>
          <CopyButton text={settings} label={fill(words.copyOne, { what: settingsTitle })} className="button-small">
            {words.copy}
          </CopyButton>
        </details>
      )}
    </div>
  );
}

function Said({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="text-muted">{children}</dd>
    </div>
  );
}
