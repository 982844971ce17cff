import { AskAdmin } from '#app/_frame/ask-admin.tsx';
import { Banner } from '#app/_ui/banner.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import type { RecentChange } from '#lib/flows/account/undo-in-session.ts';
import { maskEmail } from '#lib/rules/account/masked-email.ts';

/** The email was changed before this browser was known, so it can't be changed back from here. */
export function AddressStep({ change, now }: { change: RecentChange; now: Date }) {
  return (
    <Banner look="warning">
      <p>
        <strong>One more step.</strong> Your email address was changed on{' '}
        <LocalTime at={change.changedAt} now={now} look="day" />, before we knew this browser. If that wasn’t you, use
        the link we sent to {maskEmail(change.email)}, or ask <AskAdmin />.
      </p>
    </Banner>
  );
}
