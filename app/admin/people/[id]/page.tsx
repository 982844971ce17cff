import { notFound } from 'next/navigation';
import { DrawnAbout } from '#app/_frame/drawn-for.tsx';
import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { HOUR_MS } from '#lib/config/limits.ts';
import { userStateName } from '#lib/flows/account/steps/object-state.ts';
import { describeUser } from '#lib/flows/admin/describe-user.ts';
import { hasJustActed } from '#lib/flows/admin/has-just-acted.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { unsaved } from '#lib/web/unsaved.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { PersonName } from '../../person-name.tsx';
import { AdminActionList } from './admin-action-list.tsx';
import { AdminActionDialog } from './admin-action-on-demand.tsx';
import {
  type AdminActionName,
  adminActions,
  adminActionsFor,
  parseAdminAction,
  sayAdminAction,
} from './admin-actions.ts';
import { UserEvents } from './user-events.tsx';
import { UserFacts } from './user-facts.tsx';
import { UserHead } from './user-head.tsx';
import { UserSessions } from './user-sessions.tsx';
import { UserStillCan } from './user-still-can.tsx';

export default async function UserPage({ params, searchParams }: PageProps<'/admin/people/[id]'>) {
  const { id } = await params;
  const path = `/admin/people/${encodeURIComponent(id)}`;
  const signed = await requireAdmin(path);
  const context = await requestContext();
  const query = await searchParams;
  const language = await requestLanguage();
  const [words, formats] = [wordsOf(language), formatsIn(language)];
  const user = await describeUser(context, words, id);
  if (!user) notFound();
  const { actions, acts, dialog, readCode } = words.person;
  const possible = id === signed.userId ? [] : adminActionsFor(user);
  const isDone =
    parseAdminAction(query['done']) !== null && (await hasJustActed(context, { by: signed.userId, userId: id }));
  const asked = parseAdminAction(query['dialog']);
  const ended = asked === 'end-session' ? user.sessions.find(({ ref }) => ref === query['about']) : undefined;
  const chosen = asked && possible.includes(asked) && (asked !== 'end-session' || ended) ? asked : null;
  const say = (name: AdminActionName) => sayAdminAction(acts, name, context.settings.resetWaitMs / HOUR_MS);
  const list = (label: string, isDangerous: boolean) => (
    <AdminActionList
      page={path}
      label={label}
      acts={possible.filter((name) => name !== 'end-session' && adminActions[name].isDangerous === isDangerous)}
      say={say}
    />
  );
  const name = <bdi>{user.name}</bdi>;
  return (
    <>
      <title>{titleOf(user.name)}</title>
      <UserHead user={user} words={words.people} />
      <div className="settings">
        <UserFacts user={user} context={context} words={words} formats={formats} />
        <UserStillCan user={user} words={words.person.stillCan} />
        <Setting title={actions.title} about={actions.about} id="person-heading" takesFocus={isDone}>
          {isDone && (
            <Banner look="success" className="mb-3">
              <p>
                <Rich parts={actions.done({ name })} />
              </p>
            </Banner>
          )}
          {possible.length > 0 ? (
            <div className="space-y-4">
              {list(actions.list, false)}
              {list(actions.danger, true)}
            </div>
          ) : (
            <div className="card card-flush">
              <p className="row text-muted">{actions.oneself}</p>
            </div>
          )}
        </Setting>
        <UserSessions
          sessions={user.sessions}
          page={id === signed.userId ? null : path}
          now={context.now}
          words={words}
          formats={formats}
        />
        <UserEvents user={user} now={context.now} words={words.person.events} />
      </div>
      {chosen && (
        <DrawnAbout object={(await userStateName(context, id)) ?? ''}>
          <AdminActionDialog
            key={`${chosen} ${ended?.ref}`}
            act={chosen}
            page={path}
            userId={id}
            user={<PersonName name={user.name} email={user.email} />}
            admin={await describeOwner(signed)}
            proof={
              <ReauthenticationFields
                signed={signed}
                page={`${path}?${new URLSearchParams({ dialog: chosen, ...(ended && { about: ended.ref }) })}`}
              />
            }
            notice={await pageError(query)}
            unsaved={await unsaved(signed.userId, path)}
            about={ended?.ref ?? null}
            name={user.name}
            formerAddresses={user.formerAddresses.map(({ changeId, email }) => ({ changeId, email }))}
            said={say(chosen)}
            words={dialog}
            readCode={<Rich parts={readCode({ name })} />}
          />
        </DrawnAbout>
      )}
    </>
  );
}
