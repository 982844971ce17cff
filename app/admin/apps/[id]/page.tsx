import { notFound } from 'next/navigation';
import { DrawnAbout } from '#app/_frame/drawn-for.tsx';
import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Banner } from '#app/_ui/banner.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { type AppDetails, appStateName, describeApp, describeGroupChoices } from '#lib/flows/apps/describe-apps.ts';
import { findPreset } from '#lib/rules/apps/app-presets.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { unsaved } from '#lib/web/unsaved.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { wordsOf } from '#lib/words/catalogue.ts';
import { ageChoices, minutesOf } from '../age-choices.ts';
import { type AppAct, type DialogAct, parseAppAct } from '../app-acts.ts';
import { AppCard } from '../app-card.tsx';
import { AppDone } from '../app-done.tsx';
import { AppDialog } from './app-dialog.tsx';
import { AppRefused } from './app-refused.tsx';
import { AppSettings } from './app-settings.tsx';
import { ProxyCard } from './proxy-card.tsx';

export default async function AppPage({ params, searchParams }: PageProps<'/admin/apps/[id]'>) {
  const { id } = await params;
  const path = `/admin/apps/${encodeURIComponent(id)}`;
  const signed = await requireAdmin(path);
  const context = await requestContext();
  const query = await searchParams;
  const { adminApps: words } = wordsOf(await requestLanguage());
  const details = await describeApp(context, id);
  if (!details) notFound();
  const { app, client, hosts } = details;
  const preset = findPreset(app.preset);
  const dialog = dialogOf(parseAppAct(query['dialog']), details);
  return (
    <>
      <title>{titleOf(app.name)}</title>
      <PageHead
        title={<bdi>{app.name}</bdi>}
        lead={
          <span className="flex flex-wrap items-center gap-2">
            <span translate="no">{app.id}</span>
            {app.disabledAt && <Badge look="bad">{words.disabled}</Badge>}
          </span>
        }
      >
        <PageLink href="/admin/apps" className="button button-quiet">
          {words.all}
        </PageLink>
      </PageHead>
      <AppDone done={query['done']} by={signed.userId} context={context} words={words.done} />
      {app.source === 'file' && (
        <Banner className="mb-4">
          <p>{words.fileNotice}</p>
        </Banner>
      )}
      {app.disabledAt && (
        <Banner look="warning" className="mb-4">
          <p>{words.disabledNotice}</p>
        </Banner>
      )}
      <AppRefused refusal={details.refusal} now={context.now} words={words.refused} />
      <div className="settings">
        {client.kind !== 'guarded' && (
          <Setting title={words.card.title} about={words.card.about} id="app-heading">
            <AppCard
              app={{ origin: context.settings.origin, id: app.id, preset: app.preset, ...client }}
              secret={null}
              settingsTitle={preset && words.settingsFor({ name: preset.name })}
              card={words.card}
              words={words.secret}
            />
          </Setting>
        )}
        {hosts.length > 0 && (
          <Setting
            title={words.proxy.title}
            about={words.proxy.about}
            {...(client.kind === 'guarded' && { id: 'app-heading' })}
          >
            <ProxyCard
              hosts={hosts}
              launchUrl={app.launchUrl}
              isHttps={context.settings.isHttps}
              words={words.proxy}
              copyWords={words.secret}
            />
          </Setting>
        )}
        <AppSettings details={details} path={path} now={context.now} words={words} />
      </div>
      {dialog && (
        <DrawnAbout object={(await appStateName(context, id)) ?? ''}>
          <AppDialog
            key={dialog}
            act={dialog}
            page={path}
            appId={id}
            stored={storedValues(details)}
            kind={client.kind}
            groups={await describeGroupChoices(context)}
            ages={ageChoices(words.signIn, app.maxSignInAgeMs)}
            admin={await describeOwner(signed)}
            proof={<ReauthenticationFields signed={signed} page={`${path}?dialog=${dialog}`} />}
            notice={await pageError(query)}
            unsaved={await unsaved(signed.userId, path)}
            said={words.dialogs[dialog]}
            fields={words.fields}
            secretWords={words.secret}
            done={words.made.done}
          />
        </DrawnAbout>
      )}
    </>
  );
}

/** Returns the act whose dialog is shown: one that makes sense for this app. */
function dialogOf(act: AppAct | null, { app, client }: AppDetails): DialogAct | null {
  if (!act || act === 'create' || app.source === 'file') return null;
  if (act === 'secret' && client.kind !== 'confidential') return null;
  if (act === 'sign-out' && client.kind === 'guarded') return null;
  if (act === (app.disabledAt ? 'disable' : 'enable')) return null;
  return act;
}

function storedValues({ app, client, groups, hosts }: AppDetails): Record<string, string> {
  return {
    ...{ name: app.name, description: app.description ?? '', launchUrl: app.launchUrl ?? '', onHome: app.onHome },
    ...{ redirects: client.redirectUris.join('\n'), pkce: client.pkce },
    ...{ signOut: client.postLogoutUris.join('\n'), backChannel: client.backchannelUri ?? '' },
    ...{ hosts: hosts.join('\n'), openPaths: app.openPaths.join('\n'), remoteUser: app.remoteUser },
    ...{ demands: app.demands, age: minutesOf(app.maxSignInAgeMs) },
    ...{ endsWith: client.endsWith, openTo: app.openTo, groups: groups.map(({ name }) => name).join(' ') },
  };
}
