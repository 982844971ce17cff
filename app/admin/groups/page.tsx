import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Empty } from '#app/_ui/empty.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { describeGroups } from '#lib/flows/admin/describe-groups.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { unsaved } from '#lib/web/unsaved.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { GroupDialog } from './group-dialog.tsx';
import { GroupDone } from './group-done.tsx';
import { GroupTable } from './group-table.tsx';

const path = '/admin/groups';

export default async function GroupsPage({ searchParams }: PageProps<'/admin/groups'>) {
  const signed = await requireAdmin(path);
  const context = await requestContext();
  const query = await searchParams;
  const language = await requestLanguage();
  const [{ groups: words }, formats] = [wordsOf(language), formatsIn(language)];
  const groups = await describeGroups(context);
  return (
    <>
      <title>{titleOf(words.title)}</title>
      <PageHead title={<span id="group-heading">{words.title}</span>} lead={words.lead}>
        <OpenDialog page={path} dialog="create" id="create">
          {words.create}
        </OpenDialog>
      </PageHead>
      <GroupDone done={query['done']} by={signed.userId} context={context} words={words.done} />
      <div className="card card-flush">
        {groups.length > 0 ? (
          <GroupTable groups={groups} now={context.now} words={words} formats={formats} />
        ) : (
          <Empty icon="group">
            <p>{words.none}</p>
          </Empty>
        )}
      </div>
      {query['dialog'] === 'create' && (
        <GroupDialog
          act="create"
          page={path}
          group={null}
          admin={await describeOwner(signed)}
          proof={<ReauthenticationFields signed={signed} page={`${path}?dialog=create`} />}
          notice={await pageError(query)}
          unsaved={await unsaved(signed.userId, path)}
          said={words.dialogs.create}
          fields={words.fields}
        />
      )}
    </>
  );
}
