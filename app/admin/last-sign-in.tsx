import { LocalTime } from '#app/_ui/local-time.tsx';
import { DAY_MS } from '#lib/config/limits.ts';
import type { Context } from '#lib/flows/context.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  user: { lastSignInAt: Date | null; createdAt: Date };
  context: Pick<Context, 'now' | 'settings'>;
  words: Words['people'];
  look: 'recent' | 'moment';
};

/** When someone signed in last. Known as long as events are kept. */
export function LastSignIn({ user: { lastSignInAt, createdAt }, context: { now, settings }, words, look }: Props) {
  if (lastSignInAt) return <LocalTime at={lastSignInAt} now={now} look={look} isFirst />;
  const isOlder = now.getTime() - createdAt.getTime() > settings.auditMs;
  return (
    <span className="text-muted">{isOlder ? words.longAgo({ days: settings.auditMs / DAY_MS }) : words.never}</span>
  );
}
