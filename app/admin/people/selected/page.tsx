import { notFound } from 'next/navigation';
import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Empty } from '#app/_ui/empty.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { readUserListPath, userListPath } from '#app/admin/user-list-view.ts';
import { limits } from '#lib/config/limits.ts';
import { describeSelection } from '#lib/flows/admin/act-on-many.ts';
import { parseBulkAct } from '#lib/rules/account/bulk-act.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { unsaved } from '#lib/web/unsaved.ts';
import { myWords } from '#lib/web/words.ts';
import { LeftOut } from './left-out.tsx';
import { PickedPeople } from './picked-people.tsx';
import { SelectedForm } from './selected-form.tsx';

const path = '/admin/people/selected';

export default async function SelectedPage({ searchParams }: PageProps<'/admin/people/selected'>) {
  const query = await searchParams;
  const picked = [...new Set([query['pick'] ?? []].flat())];
  const act = parseBulkAct(query['act']);
  if (!act) notFound();
  const view = readUserListPath(query['list']);
  const list = userListPath(view, view);
  const here = `${path}?${new URLSearchParams([['act', act], ['list', list], ...picked.map((id) => ['pick', id])])}`;
  const signed = await requireAdmin(here);
  const {
    people: { bulk: words },
    person: { dialog },
  } = await myWords();
  const { affected, leftOut, gone } = await describeSelection(await requestContext(), act, picked, signed.userId);
  const title = words[act].title({ count: affected.length });
  const isMany = picked.length > limits.peopleAtOnce;
  return (
    <>
      <title>{titleOf(title)}</title>
      <PageHead title={title} lead={words[act].text} />
      {affected.length === 0 ? (
        <div className="card card-flush mb-6">
          <Empty icon="people">
            <p role="status">
              {picked.length === 0 ? words.none : isMany ? words.many({ count: picked.length }) : words.nobody}
            </p>
            <PageLink href={list} className="button button-quiet button-small">
              {words.back}
            </PageLink>
          </Empty>
        </div>
      ) : null}
      <div className="settings">
        {affected.length > 0 && (
          <Setting title={words.who} about={act === 'remind' ? words.aboutReminded : words.aboutWho}>
            <PickedPeople people={affected} label={words.who} />
          </Setting>
        )}
        {!isMany && <LeftOut people={leftOut} gone={gone} words={words} />}
        {affected.length > 0 && (
          <Setting title={words.confirm} about={words.about}>
            <SelectedForm
              act={act}
              who={affected.map(({ id, state, email }) => `${id} ${state} ${email}`)}
              list={list}
              admin={await describeOwner(signed)}
              proof={<ReauthenticationFields signed={signed} page={here} />}
              unsaved={await unsaved(signed.userId, path)}
              notice={await pageError(query)}
              words={{
                ...{ reason: dialog.reason, reasonHint: dialog.reasonHint, count: words.count, cancel: words.cancel },
                ...{ button: title, pending: words[act].pending },
              }}
            />
          </Setting>
        )}
      </div>
    </>
  );
}
