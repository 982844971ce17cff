import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { requireAdmin } from '#lib/web/admin.ts';
import { unsaved } from '#lib/web/unsaved.ts';
import { myWords } from '#lib/web/words.ts';
import { AddPersonForm } from './add-person-form.tsx';

const path = '/admin/people/new';

export default async function AddPersonPage() {
  const signed = await requireAdmin(path);
  const { adding } = (await myWords()).invitations;
  return (
    <>
      <title>{titleOf(adding.create.title)}</title>
      <PageHead title={adding.create.title} lead={adding.create.about}>
        <PageLink href="/admin/invitations/new" className="button button-quiet">
          {adding.title}
        </PageLink>
      </PageHead>
      <div className="card max-w-xl space-y-5">
        <AddPersonForm
          admin={await describeOwner(signed)}
          proof={<ReauthenticationFields signed={signed} page={path} />}
          unsaved={await unsaved(signed.userId, path)}
          words={adding.create}
        />
      </div>
    </>
  );
}
