import { titleOf } from '#app/_frame/title.ts';
import { Empty } from '#app/_ui/empty.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { SearchBox } from '#app/_ui/search-box.tsx';
import { describeApps } from '#lib/flows/apps/describe-apps.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { AppDone } from './app-done.tsx';
import { AppTable } from './app-table.tsx';

export default async function AppsPage({ searchParams }: PageProps<'/admin/apps'>) {
  const signed = await requireAdmin('/admin/apps');
  const context = await requestContext();
  const query = await searchParams;
  const language = await requestLanguage();
  const [{ adminApps: words }, formats] = [wordsOf(language), formatsIn(language)];
  const search = typeof query['q'] === 'string' ? query['q'].trim().slice(0, 100) : '';
  const apps = await describeApps(context, search);
  return (
    <>
      <title>{titleOf(words.title)}</title>
      <PageHead title={words.title} lead={words.lead}>
        <PageLink href="/admin/apps/new" className="button button-quiet">
          {words.add}
        </PageLink>
      </PageHead>
      <AppDone done={query['done']} by={signed.userId} context={context} words={words.done} />
      {(apps.length > 0 || search !== '') && (
        <div className="toolbar mb-3">
          <SearchBox action="/admin/apps" search={search} clearTo="/admin/apps" words={words} />
        </div>
      )}
      <div className="card card-flush">
        {apps.length > 0 ? (
          <AppTable apps={apps} now={context.now} words={words} formats={formats} />
        ) : (
          <Empty icon={search ? 'search' : 'app'}>
            <p>{search ? words.notFound : words.none}</p>
          </Empty>
        )}
      </div>
    </>
  );
}
