import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { BreakableEmail } from '#app/_ui/breakable-email.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { limits } from '#lib/config/limits.ts';
import { describeInvitation } from '#lib/flows/admin/describe-invitations.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { myWords } from '#lib/web/words.ts';
import { ResendForm } from './resend-form.tsx';

const list = '/admin/invitations';

export default async function SelectedInvitationsPage({ searchParams }: PageProps<'/admin/invitations/selected'>) {
  const query = await searchParams;
  const picked = [...new Set([query['pick'] ?? []].flat())];
  const here = `${list}/selected?${new URLSearchParams(picked.map((email) => ['pick', email]))}`;
  const signed = await requireAdmin(here);
  const context = await requestContext();
  const {
    invitations: { many: words },
    people: { bulk },
  } = await myWords();
  const isMany = picked.length > limits.peopleAtOnce;
  const found = isMany ? [] : await Promise.all(picked.map((email) => describeInvitation(context, email)));
  const rows = found.filter((row) => row !== null);
  const gone = found.length - rows.length;
  const title = words.title({ count: rows.length });
  return (
    <>
      <title>{titleOf(title)}</title>
      <PageHead title={title} lead={words.text} />
      {rows.length === 0 ? (
        <div className="card card-flush">
          <Empty icon="mail">
            <p role="status">
              {picked.length === 0 ? words.none : isMany ? bulk.many({ count: picked.length }) : words.nobody}
            </p>
            <PageLink href={list} className="button button-quiet button-small">
              {bulk.back}
            </PageLink>
          </Empty>
        </div>
      ) : (
        <div className="settings">
          <Setting title={bulk.who} about={words.aboutWho}>
            <ul aria-label={bulk.who} className="card card-flush">
              {rows.map(({ email }) => (
                <li key={email} className="row">
                  <BreakableEmail>{email}</BreakableEmail>
                </li>
              ))}
            </ul>
            {gone > 0 && <p className="mt-3 text-muted">{words.gone({ count: gone })}</p>}
          </Setting>
          <Setting title={bulk.confirm}>
            <ResendForm
              who={rows.map(({ email, createdAt }) => `${email} ${createdAt.getTime()}`)}
              list={list}
              admin={await describeOwner(signed)}
              proof={<ReauthenticationFields signed={signed} page={here} />}
              notice={await pageError(query)}
              words={{ cancel: bulk.cancel, button: title, pending: words.pending }}
            />
          </Setting>
        </div>
      )}
    </>
  );
}
