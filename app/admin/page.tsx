import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { type Count, countUsers, describeUsers } from '#lib/flows/admin/describe-users.ts';
import { hasJustActed } from '#lib/flows/admin/has-just-acted.ts';
import { eventOfBulkAct, parseBulkAct } from '#lib/rules/account/bulk-act.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { ExportPeople } from './export-people.tsx';
import { PickForm } from './pick-form.tsx';
import { UserFilters } from './user-filters.tsx';
import { parseUserListView, userListPath } from './user-list-view.ts';
import { UserSearch } from './user-search.tsx';
import { NoUsers, UserTable } from './user-table.tsx';
import { UserTableFoot } from './user-table-foot.tsx';

/** From here on numbers are written with commas. */
const MANY = 1000;

export default async function UsersPage({ searchParams }: PageProps<'/admin'>) {
  const signed = await requireAdmin('/admin');
  const context = await requestContext();
  const language = await requestLanguage();
  const [{ people: words, invitations }, formats] = [wordsOf(language), formatsIn(language)];
  const query = await searchParams;
  const view = parseUserListView(query);
  const done = parseBulkAct(query['done']);
  const isDone = done !== null && (await hasJustActed(context, { by: signed.userId, kind: eventOfBulkAct[done] }));
  const [{ users, ...range }, counts] = await Promise.all([
    describeUsers(context, view, view.page, view.place),
    countUsers(context),
  ]);
  const say = ({ number, isMore }: Count) =>
    isMore ? words.atLeast({ number: formats.number(number) }) : formats.number(number);
  const { all } = counts;
  const withTwoFactor = say(counts['with-two-factor']);
  return (
    <>
      <title>{titleOf(words.title)}</title>
      <PageHead
        title={words.title}
        lead={
          all.number < MANY
            ? words.lead({ count: all.number, withTwoFactor })
            : words.leadOfMany({ number: say(all), withTwoFactor })
        }
      >
        {users.length > 0 && <ExportPeople view={view} words={words.export} />}
        <PageLink href="/admin/invitations" className="button button-quiet">
          {invitations.title}
        </PageLink>
        <PageLink href="/admin/invitations/new" className="button button-primary">
          {invitations.add}
        </PageLink>
      </PageHead>
      {isDone && (
        <Banner look="success" className="mb-4">
          <p>{words.bulk.done}</p>
        </Banner>
      )}
      <div className="toolbar mb-4">
        <UserSearch view={view} words={words} />
        <UserFilters
          view={view}
          isRequired={context.settings.twoFactorPolicy.requiredFor !== 'optional'}
          counts={counts}
          say={say}
          words={words.filters}
        />
      </div>
      <div className="card card-flush">
        {users.length > 0 ? (
          <PickForm list={userListPath(view, view)} words={words}>
            <UserTable users={users} view={view} context={context} words={words} formats={formats} />
          </PickForm>
        ) : (
          <NoUsers view={view} words={words} />
        )}
        {users.length > 0 && (
          <UserTableFoot view={view} users={users} {...range} say={say} formats={formats} words={words} />
        )}
      </div>
    </>
  );
}
