import { PageLink } from '#app/_ui/page-link.tsx';
import { AppTiles } from '#app/apps/app-tiles.tsx';
import { NoApps } from '#app/apps/no-apps.tsx';
import type { describeHomeApps } from '#lib/flows/apps/describe-launcher.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = NonNullable<Awaited<ReturnType<typeof describeHomeApps>>> & {
  hasTwoFactor: boolean;
  now: Date;
  words: Words['myApps'];
};

/** The apps that are open to someone, as many as Home has room for. */
export function YourApps({ apps, count, hasTwoFactor, now, words }: Props) {
  return (
    <section aria-labelledby="your-apps">
      <div className="section-head">
        <h2 id="your-apps">{words.launcher.title}</h2>
        {count > 0 && (
          <PageLink href="/apps" className="link">
            {words.launcher.all({ count })}
          </PageLink>
        )}
      </div>
      {count > 0 ? (
        <AppTiles apps={apps} labelledBy="your-apps" hasTwoFactor={hasTwoFactor} now={now} words={words} />
      ) : (
        <NoApps words={words.none} />
      )}
    </section>
  );
}
