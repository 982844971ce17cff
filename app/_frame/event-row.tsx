import { LocalTime } from '#app/_ui/local-time.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Row } from '#app/_ui/rows.tsx';
import type { ActivityRow } from '#lib/flows/account/steps/describe-activity.ts';
import { isDisputable } from '#lib/rules/events/disputable.ts';
import { eventIcon } from './event-icons.ts';

type Props = {
  event: ActivityRow;
  now: Date;
  /** What the link to "This wasn't me" says, where its owner reads it. */
  notMe?: string;
};

/** One thing that happened to the account: what, where and when, and a way to say that it was someone else. */
export function EventRow({ event: { id, at, kind, what, browser, ipAddress }, now, notMe }: Props) {
  const icon = eventIcon(kind);
  return (
    <Row
      icon={icon}
      {...(icon === 'warning' && { tone: 'warning' })}
      title={<span id={`what-${id}`}>{what}</span>}
      note={
        <>
          <bdi>{browser}</bdi>
          {ipAddress !== 'unknown' && (
            <>
              {' · '}
              <bdi dir="ltr">{ipAddress}</bdi>
            </>
          )}
          {' · '}
          <LocalTime at={at} now={now} isFirst />
        </>
      }
    >
      {notMe && isDisputable(kind) && (
        <PageLink
          href="/profile/activity/not-me"
          aria-describedby={`what-${id}`}
          className="link link-quiet py-1 text-sm"
        >
          {notMe}
        </PageLink>
      )}
    </Row>
  );
}
