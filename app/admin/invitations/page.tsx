import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Pager } from '#app/_ui/pager.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { PickBar } from '#app/admin/pick-bar.tsx';
import { describeInvitation, describeInvitations } from '#lib/flows/admin/describe-invitations.ts';
import { hasJustActed } from '#lib/flows/admin/has-just-acted.ts';
import { parsePageNumber } from '#lib/http/page-number.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { myWords } from '#lib/web/words.ts';
import { eventOfDone, parseInvitationAct, parseInvitationDone } from './invitation-acts.ts';
import { InvitationDialog } from './invitation-dialog.tsx';
import { InvitationTable } from './invitation-table.tsx';

const path = '/admin/invitations';

export default async function InvitationsPage({ searchParams }: PageProps<'/admin/invitations'>) {
  const signed = await requireAdmin(path);
  const context = await requestContext();
  const query = await searchParams;
  const {
    invitations: words,
    people: { pick },
  } = await myWords();
  const page = parsePageNumber(query['page']);
  const { rows, hasMore } = await describeInvitations(context, page);
  const done = parseInvitationDone(query['done']);
  const isDone = done !== null && (await hasJustActed(context, { by: signed.userId, kind: eventOfDone[done] }));
  const act = parseInvitationAct(query['dialog']);
  const about = typeof query['about'] === 'string' ? await describeInvitation(context, query['about']) : null;
  const to = (wanted: number) => (wanted === 1 ? path : `${path}?page=${wanted}`);
  return (
    <>
      <title>{titleOf(words.title)}</title>
      <PageHead title={<span id="invitations-heading">{words.title}</span>} lead={words.lead}>
        <PageLink href="/admin" className="button button-quiet">
          {words.people}
        </PageLink>
        <PageLink href={`${path}/new`} className="button button-primary">
          {words.add}
        </PageLink>
      </PageHead>
      {isDone && (
        <Banner look="success" className="mb-4">
          <p>{words.done[done]}</p>
        </Banner>
      )}
      <div className="card card-flush">
        {rows.length > 0 ? (
          <div className="picks">
            <InvitationTable rows={rows} page={path} now={context.now} words={words} pick={pick} form="picked" />
            <form id="picked" action={`${path}/selected`} className="pick-form">
              <PickBar label={words.many.bar} count={pick.count}>
                <button type="submit" className="button button-quiet button-small">
                  {words.resend}
                </button>
              </PickBar>
            </form>
          </div>
        ) : (
          <Empty icon="mail">
            <p>{words.none}</p>
          </Empty>
        )}
        {(page > 1 || hasMore) && (
          <div className="card-foot">
            <Pager
              name={words.title}
              before={page > 1 ? to(page - 1) : null}
              after={hasMore ? to(page + 1) : null}
              labels={[words.previous, words.next]}
            />
          </div>
        )}
      </div>
      {act && about && (
        <InvitationDialog
          key={`${act} ${about.email}`}
          act={act}
          page={path}
          email={about.email}
          admin={await describeOwner(signed)}
          proof={
            <ReauthenticationFields
              signed={signed}
              page={`${path}?${new URLSearchParams({ dialog: act, about: about.email })}`}
            />
          }
          notice={await pageError(query)}
          title={words.dialogs[act].title}
          text={<Rich parts={words.dialogs[act].text({ email: <bdi dir="ltr">{about.email}</bdi> })} />}
          words={{
            button: words.dialogs[act].button,
            pending: words.dialogs[act].pending,
            cancel: words.dialogs.cancel,
          }}
        />
      )}
    </>
  );
}
