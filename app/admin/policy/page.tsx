import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { limits } from '#lib/config/limits.ts';
import { describeAdoption } from '#lib/flows/admin/describe-adoption.ts';
import { hasJustActed } from '#lib/flows/admin/has-just-acted.ts';
import { previewPolicy } from '#lib/flows/admin/preview-policy.ts';
import { countReminders } from '#lib/flows/admin/remind-two-factor.ts';
import { parseDay } from '#lib/rules/events/day.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { unsaved } from '#lib/web/unsaved.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { AdoptionCard } from './adoption-card.tsx';
import { PolicyPreview } from './policy-preview.tsx';
import { PolicyRules } from './policy-rules.tsx';
import { parseProposal, policyOf } from './proposal.ts';
import { RemindDialog } from './remind-dialog.tsx';
import { Reminders } from './reminders.tsx';

const path = '/admin/policy';

export default async function PolicyPage({ searchParams }: PageProps<'/admin/policy'>) {
  const signed = await requireAdmin(path);
  const query = await searchParams;
  const context = await requestContext();
  const language = await requestLanguage();
  const [{ policy: words, person }, formats] = [wordsOf(language), formatsIn(language)];
  const adoption = await describeAdoption(context);
  const { weeks } = adoption;
  const proposal = parseProposal(query, context.settings.twoFactorPolicy, context.now);
  // Counting many takes too long for a page.
  const isMany = (weeks.at(-1)?.users ?? 0) > limits.usersCounted;
  const preview = isMany
    ? null
    : await previewPolicy(context, policyOf(proposal), parseDay(proposal.on) ?? context.now);
  const counts = {
    everyone: await countReminders(context, 'everyone', limits.usersCounted),
    overdue: isMany ? 0 : await countReminders(context, 'overdue'),
  };
  const asked = query['about'] === 'overdue' ? 'overdue' : 'everyone';
  const isAsked = query['dialog'] === 'remind';
  const isDone =
    query['done'] === 'remind' && (await hasJustActed(context, { by: signed.userId, kind: 'two-factor-reminded' }));
  // Also where nobody is left by now: the refusal stands in the dialog.
  const count = counts[asked];
  const said = count > 0 ? words.reminders.send[asked]({ count }) : words.reminders.button;
  return (
    <>
      <title>{titleOf(words.title)}</title>
      <PageHead title={words.title} lead={words.lead} />
      <div className="settings">
        <Setting
          title={words.adoption.title}
          about={weeks.length > 1 ? words.adoption.about({ weeks: weeks.length }) : words.adoption.aboutToday}
        >
          <AdoptionCard adoption={adoption} now={context.now} words={words.adoption} formats={formats} />
        </Setting>
        <Setting title={words.reminders.title} about={words.reminders.about} id="reminders-heading" takesFocus={isDone}>
          {isDone && (
            <Banner look="success" className="mb-3">
              <p>{words.reminders.done}</p>
            </Banner>
          )}
          <Reminders counts={counts} words={words.reminders} formats={formats} />
        </Setting>
        <Setting title={words.preview.title} about={words.preview.about}>
          {preview ? (
            <PolicyPreview proposal={proposal} preview={preview} words={words.preview} formats={formats} />
          ) : (
            <div className="card card-flush">
              <p className="row text-muted">{words.preview.many}</p>
            </div>
          )}
        </Setting>
        <Setting title={words.rules.title} about={words.rules.about}>
          <PolicyRules settings={context.settings} words={words.rules} formats={formats} />
        </Setting>
      </div>
      {isAsked && (
        <RemindDialog
          key={asked}
          about={asked}
          page={path}
          admin={await describeOwner(signed)}
          proof={<ReauthenticationFields signed={signed} page={`${path}?dialog=remind&about=${asked}`} />}
          unsaved={await unsaved(signed.userId, path)}
          notice={await pageError(query)}
          words={{
            ...{ title: said, button: said, text: words.reminders.text, pending: words.reminders.pending },
            ...{ reason: person.dialog.reason, reasonHint: person.dialog.reasonHint, cancel: person.dialog.cancel },
          }}
        />
      )}
    </>
  );
}
