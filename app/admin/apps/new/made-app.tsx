'use client';
import { fill } from '#app/_ui/kit-words.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import type { ClientKind } from '#lib/rules/apps/client-kind.ts';
import type { Words } from '#lib/words/shape.ts';
import { AppCard } from '../app-card.tsx';

type Props = {
  origin: string;
  preset: { key: string; kind: ClientKind; pkce: 'required' | 'optional' } | null;
  secret: string;
  /** Of the form that made it. */
  values: Readonly<Record<string, string>>;
  settingsTitle: string | null;
  words: Words['adminApps']['made'];
  card: Words['adminApps']['card'];
  secretWords: Words['adminApps']['secret'];
};

/** What a new app asks for. Its secret is here, and nowhere else ever after. */
export function MadeApp({ origin, preset, secret, values, settingsTitle, words, card, secretWords }: Props) {
  const { app: id = '', name = '', redirects = '', signOut = '', pkce } = values;
  const title = fill(words.title, { name });
  return (
    <>
      <title>{title}</title>
      <PageHead title={title} lead={words.lead}>
        <PageLink href={`/admin/apps/${id}`} className="button button-primary">
          {words.done}
        </PageLink>
      </PageHead>
      <Setting title={card.title} about={words.about} takesFocus>
        <AppCard
          app={{
            ...{ origin, id, preset: preset?.key ?? null, kind: 'confidential' },
            pkce: preset?.pkce ?? (pkce === 'optional' ? 'optional' : 'required'),
            redirectUris: redirects.split('\n'),
            postLogoutUris: signOut.split(/\s+/).filter(Boolean),
          }}
          secret={secret}
          settingsTitle={settingsTitle}
          card={card}
          words={secretWords}
        />
      </Setting>
    </>
  );
}
