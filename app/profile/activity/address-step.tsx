import { AskAdmin } from '#app/_frame/ask-admin.tsx';
import { Banner } from '#app/_ui/banner.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import type { RecentChange } from '#lib/flows/account/undo-in-session.ts';
import { maskEmail } from '#lib/rules/account/masked-email.ts';
import { myWords } from '#lib/web/words.ts';

/** The email was changed before this browser was known, so it can't be changed back from here. */
export async function AddressStep({ change, now }: { change: RecentChange; now: Date }) {
  const { addressStep: words } = (await myWords()).activity;
  return (
    <Banner look="warning">
      <p>
        <strong>{words.heading}</strong>{' '}
        <Rich
          parts={words.text({
            day: <LocalTime at={change.changedAt} now={now} look="day" />,
            email: <bdi dir="ltr">{maskEmail(change.email)}</bdi>,
            admin: (text) => <AskAdmin>{text}</AskAdmin>,
          })}
        />
      </p>
    </Banner>
  );
}
