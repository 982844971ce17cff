import { titleOf } from '#app/_frame/title.ts';
import { PageHead } from '#app/_ui/page-head.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { describeAdoption } from '#lib/flows/admin/describe-adoption.ts';
import { requireAdmin } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { AdoptionCard } from './adoption-card.tsx';
import { PolicyRules } from './policy-rules.tsx';

export default async function PolicyPage() {
  await requireAdmin('/admin/policy');
  const context = await requestContext();
  const language = await requestLanguage();
  const [{ policy: words }, formats] = [wordsOf(language), formatsIn(language)];
  const adoption = await describeAdoption(context);
  const { weeks } = adoption;
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
        <Setting title={words.rules.title} about={words.rules.about}>
          <PolicyRules settings={context.settings} words={words.rules} formats={formats} />
        </Setting>
      </div>
    </>
  );
}
