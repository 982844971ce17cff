import { notFound } from 'next/navigation';
import { DrawnAbout } from '#app/_frame/drawn-for.tsx';
import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { describeGroup, describeMember, groupStateName } from '#lib/flows/admin/describe-groups.ts';
import { parsePageNumber } from '#lib/http/page-number.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { unsaved } from '#lib/web/unsaved.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { PersonName } from '../../person-name.tsx';
import { parseGroupAct } from '../group-acts.ts';
import { GroupDialog } from '../group-dialog.tsx';
import { GroupDone } from '../group-done.tsx';
import { Members } from './members.tsx';

export default async function GroupPage({ params, searchParams }: PageProps<'/admin/groups/[id]'>) {
  const { id } = await params;
  const path = `/admin/groups/${encodeURIComponent(id)}`;
  const signed = await requireAdmin(path);
  const context = await requestContext();
  const query = await searchParams;
  const language = await requestLanguage();
  const [{ groups: words }, formats] = [wordsOf(language), formatsIn(language)];
  const page = parsePageNumber(query['page']);
  const details = await describeGroup(context, id, page);
  if (!details) notFound();
  const { group } = details;
  const act = parseGroupAct(query['dialog']);
  const about = typeof query['about'] === 'string' ? query['about'] : '';
  const removed = act === 'remove' ? await describeMember(context, id, about) : null;
  const dialog = act === 'create' || (act === 'remove' && !removed) ? null : act;
  const { settings } = words;
  return (
    <>
      <title>{titleOf(group.title)}</title>
      <PageHead
        title={<bdi>{group.title}</bdi>}
        lead={<span translate="no">{words.shortName({ name: group.name })}</span>}
      >
        <PageLink href="/admin/groups" className="button button-quiet">
          {words.all}
        </PageLink>
      </PageHead>
      <GroupDone done={query['done']} by={signed.userId} context={context} words={words.done} />
      <div className="settings">
        <Members
          details={details}
          ownId={signed.userId}
          path={path}
          page={page}
          words={words.members}
          formats={formats}
        />
        <Setting title={settings.title} about={settings.about}>
          <Rows label={settings.title}>
            <Row icon="pencil" title={settings.rename} note={settings.renameNote} noteId="rename-note">
              <OpenDialog
                page={path}
                dialog="rename"
                id="rename"
                aria-describedby="rename-note"
                className="button-small"
              >
                {settings.rename}
              </OpenDialog>
            </Row>
            <Row icon="trash" title={settings.delete} note={settings.deleteNote} noteId="delete-note">
              <OpenDialog
                page={path}
                dialog="delete"
                id="delete"
                look="danger-quiet"
                aria-describedby="delete-note"
                className="button-small"
              >
                {settings.delete}
              </OpenDialog>
            </Row>
          </Rows>
        </Setting>
      </div>
      {dialog && (
        <DrawnAbout object={(await groupStateName(context, id)) ?? ''}>
          <GroupDialog
            key={`${dialog} ${about}`}
            act={dialog}
            page={path}
            group={{ id, title: group.title }}
            person={
              removed
                ? { id: removed.userId, shown: <PersonName name={removed.name} email={removed.email} /> }
                : undefined
            }
            admin={await describeOwner(signed)}
            proof={
              <ReauthenticationFields
                signed={signed}
                page={`${path}?${new URLSearchParams({ dialog, ...(about && { about }) })}`}
              />
            }
            notice={await pageError(query)}
            unsaved={await unsaved(signed.userId, path)}
            said={words.dialogs[dialog]}
            fields={words.fields}
          />
        </DrawnAbout>
      )}
    </>
  );
}
