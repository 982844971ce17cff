import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { settings } from '#lib/config/env.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { pageError } from '#lib/web/page-error.ts';
import { unsaved } from '#lib/web/unsaved.ts';
import { myWords } from '#lib/web/words.ts';
import { InviteForm } from './invite-form.tsx';

const path = '/admin/invitations/new';

export default async function AddPeoplePage({ searchParams }: PageProps<'/admin/invitations/new'>) {
  const signed = await requireAdmin(path);
  const query = await searchParams;
  const { invitations: words } = await myWords();
  const { adding } = words;
  return (
    <>
      <title>{titleOf(adding.title)}</title>
      <PageHead title={adding.title} lead={adding.invite.about}>
        <PageLink href="/admin/invitations" className="button button-quiet">
          {words.title}
        </PageLink>
        <PageLink href="/admin/people/new" className="button button-quiet">
          {adding.create.title}
        </PageLink>
      </PageHead>
      <div className="card max-w-2xl space-y-5">
        {settings().signup === 'closed' ? (
          <p className="text-muted">{adding.closed}</p>
        ) : (
          <InviteForm
            admin={await describeOwner(signed)}
            proof={<ReauthenticationFields signed={signed} page={path} />}
            unsaved={await unsaved(signed.userId, path)}
            notice={await pageError(query)}
            words={adding.invite}
          />
        )}
      </div>
    </>
  );
}
