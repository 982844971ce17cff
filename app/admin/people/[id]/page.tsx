import { notFound } from 'next/navigation';
import { DrawnAbout } from '#app/_frame/drawn-for.tsx';
import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { userStateName } from '#lib/flows/account/steps/object-state.ts';
import { describeUser } from '#lib/flows/admin/describe-user.ts';
import { hasJustActed } from '#lib/flows/admin/has-just-acted.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { unsaved } from '#lib/web/unsaved.ts';
import { myWords } from '#lib/web/words.ts';
import { AdminActionDialog } from './admin-action-dialog.tsx';
import { AdminActionList } from './admin-action-list.tsx';
import { adminActionsFor, parseAdminAction } from './admin-actions.ts';
import { UserEvents } from './user-events.tsx';
import { UserFacts } from './user-facts.tsx';

export default async function UserPage({ params, searchParams }: PageProps<'/admin/people/[id]'>) {
  const { id } = await params;
  const path = `/admin/people/${encodeURIComponent(id)}`;
  const signed = await requireAdmin(path);
  const context = await requestContext();
  const query = await searchParams;
  const user = await describeUser(context, await myWords(), id);
  if (!user) notFound();
  const isOneself = id === signed.userId;
  const possible = isOneself ? [] : adminActionsFor(user);
  const isDone =
    parseAdminAction(query['done']) !== null && (await hasJustActed(context, { by: signed.userId, userId: id }));
  const asked = parseAdminAction(query['dialog']);
  const chosen = asked && possible.includes(asked) ? asked : null;
  return (
    <>
      <div className="sections">
        <title>{titleOf(user.name)}</title>
        <section className="space-y-5">
          {isDone && (
            <Banner look="success">
              <p>Done. {user.name} was told by mail.</p>
            </Banner>
          )}
          <FocusHeading id="person-heading" takesFocus={isDone}>
            {user.name}
          </FocusHeading>
          <UserFacts user={user} now={context.now} />
        </section>
        <section className="space-y-4">
          <h3>Help</h3>
          {isOneself ? (
            <p className="text-muted">This is you. Another administrator can do these things for you.</p>
          ) : (
            <AdminActionList page={path} acts={possible} />
          )}
        </section>
        <UserEvents events={user.events} now={context.now} />
      </div>
      {chosen && (
        <DrawnAbout object={(await userStateName(context, id)) ?? ''}>
          <AdminActionDialog
            key={chosen}
            act={chosen}
            page={path}
            user={{ id, name: user.name, email: user.email }}
            admin={await describeOwner(signed)}
            proof={<ReauthenticationFields signed={signed} page={`${path}?dialog=${chosen}`} />}
            notice={await pageError(query)}
            unsaved={(await unsaved(signed.userId, path))['reason'] ?? ''}
            formerAddresses={user.formerAddresses.map(({ changeId, email }) => ({ changeId, email }))}
          />
        </DrawnAbout>
      )}
    </>
  );
}
