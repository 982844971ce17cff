import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { describeGroupChoices } from '#lib/flows/apps/describe-apps.ts';
import { findPreset } from '#lib/rules/apps/app-presets.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { unsaved } from '#lib/web/unsaved.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { wordsOf } from '#lib/words/catalogue.ts';
import { ageChoices } from '../age-choices.ts';
import { NewAppForm } from './new-app-form.tsx';
import { PresetList } from './preset-list.tsx';

const path = '/admin/apps/new';

export default async function NewAppPage({ searchParams }: PageProps<'/admin/apps/new'>) {
  const query = await searchParams;
  const preset = findPreset(query['preset']);
  const isGuarded = query['preset'] === 'guarded';
  const isChosen = preset !== null || isGuarded || query['preset'] === 'other';
  const page = isChosen ? `${path}?preset=${preset?.key ?? (isGuarded ? 'guarded' : 'other')}` : path;
  const signed = await requireAdmin(page);
  const context = await requestContext();
  const { adminApps: words } = wordsOf(await requestLanguage());
  if (!isChosen)
    return (
      <>
        <title>{titleOf(words.add)}</title>
        <PageHead title={words.add} lead={words.lead}>
          <PageLink href="/admin/apps" className="button button-quiet">
            {words.all}
          </PageLink>
        </PageHead>
        <PresetList words={words.presets} />
      </>
    );
  const [name] = preset?.name.split(',') ?? [];
  const title = name ? words.createOne({ name }) : isGuarded ? words.createGuarded : words.add;
  return (
    <NewAppForm
      origin={context.settings.origin}
      preset={preset && { key: preset.key, id: preset.id, name: name ?? '', kind: preset.kind, pkce: preset.pkce }}
      isGuarded={isGuarded}
      groups={await describeGroupChoices(context)}
      ages={ageChoices(words.signIn)}
      admin={await describeOwner(signed)}
      proof={<ReauthenticationFields signed={signed} page={page} />}
      notice={await pageError(query)}
      unsaved={await unsaved(signed.userId, path)}
      settingsTitle={preset && words.settingsFor({ name: preset.name })}
      title={title}
      pageTitle={titleOf(title)}
      choose={words.presets.choose}
      words={words.create}
      made={words.made}
      kinds={words.kinds}
      fields={words.fields}
      card={words.card}
      secretWords={words.secret}
    />
  );
}
