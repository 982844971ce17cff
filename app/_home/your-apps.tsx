import { AskAdmin } from '#app/_frame/ask-admin.tsx';
import { AppMark } from '#app/_ui/app-mark.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import type { HomeApp } from '#lib/flows/apps/describe-my-apps.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = { apps: readonly HomeApp[]; hasTwoFactor: boolean; words: Words['myApps']['home'] };

/** The apps that are open to someone. */
export function YourApps({ apps, hasTwoFactor, words }: Props) {
  return (
    <section aria-labelledby="your-apps">
      <div className="section-head">
        <h2 id="your-apps">{words.heading}</h2>
        <PageLink href="/profile/apps" className="link">
          {words.all}
        </PageLink>
      </div>
      {apps.length > 0 ? (
        <ul aria-labelledby="your-apps" className="app-tiles">
          {apps.map(({ id, name, description, launchUrl, demands }) => {
            const note = demands === 'second-factor' && !hasTwoFactor ? words.needsTwoFactor : description;
            return (
              <li key={id}>
                <a href={launchUrl} className="app-tile">
                  <AppMark id={id} name={name} />
                  <span className="min-w-0">
                    <bdi className="app-name">{name}</bdi>
                    {note && <span className="app-note">{note}</span>}
                  </span>
                </a>
              </li>
            );
          })}
        </ul>
      ) : (
        <div className="card card-flush">
          <Empty icon="app">
            <p>
              <Rich parts={words.empty({ ask: <AskAdmin key="ask">{words.ask}</AskAdmin> })} />
            </p>
          </Empty>
        </div>
      )}
    </section>
  );
}
