import { AppFrame } from '#app/_frame/app-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Empty } from '#app/_ui/empty.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { SearchBox } from '#app/_ui/search-box.tsx';
import { limits } from '#lib/config/limits.ts';
import { describeLauncher } from '#lib/flows/apps/describe-launcher.ts';
import { requestContext } from '#lib/web/context.ts';
import { requireSession } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { AppTiles } from './app-tiles.tsx';
import { NoApps } from './no-apps.tsx';

/** Every app that is open to someone. */
export default async function YourAppsPage({ searchParams }: PageProps<'/apps'>) {
  const signed = await requireSession('/apps');
  const context = await requestContext();
  const { myApps } = await myWords();
  const { launcher: words } = myApps;
  const { q } = await searchParams;
  const search = typeof q === 'string' ? q.trim().slice(0, 100) : '';
  const { apps, count } = await describeLauncher(context, signed.userId, search);
  return (
    <AppFrame signed={signed}>
      <title>{titleOf(words.title)}</title>
      <PageHead title={<span id="your-apps">{words.title}</span>} lead={count > 0 && words.lead}>
        <PageLink href="/profile/apps" className="button button-quiet">
          {words.signedIn}
        </PageLink>
      </PageHead>
      {(count > limits.appsOnHome || search !== '') && (
        <div className="toolbar mb-3">
          <SearchBox action="/apps" search={search} clearTo="/apps" words={words} />
        </div>
      )}
      {apps.length > 0 && (
        <AppTiles
          apps={apps}
          labelledBy="your-apps"
          hasTwoFactor={signed.twoFactorSince !== null}
          now={context.now}
          words={myApps}
        />
      )}
      {count === 0 && <NoApps words={myApps.none} />}
      {count > 0 && apps.length === 0 && (
        <div className="card card-flush">
          <Empty icon="search">
            <p>{words.notFound}</p>
          </Empty>
        </div>
      )}
    </AppFrame>
  );
}
