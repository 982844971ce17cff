import { Banner } from '#app/_ui/banner.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import type { Words } from '#lib/words/shape.ts';

type Props = { at: Date; now: Date; hasPassword: boolean; words: Words['home']['refusedCodes'] };

/** Someone had the first factor and not the second. Perhaps the owner; perhaps not. */
export function RefusedCodes({ at, now, hasPassword, words }: Props) {
  return (
    <Banner look="warning" className="mb-6">
      <p>
        <Rich parts={words.heading({ time: <LocalTime at={at} now={now} /> })} />{' '}
        {hasPassword ? words.withPassword : words.withoutPassword}
      </p>
      <p className="flex flex-wrap gap-x-5">
        <PageLink href="/profile/activity" className="link">
          {words.activity}
        </PageLink>
        {hasPassword && (
          <PageLink href="/profile/password" className="link">
            {words.password}
          </PageLink>
        )}
      </p>
    </Banner>
  );
}
