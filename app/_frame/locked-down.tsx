import { Email } from '#app/_ui/email.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { maskEmail } from '#lib/rules/account/masked-email.ts';
import { myWords } from '#lib/web/words.ts';

/** What a link that locked the account down has done, and how to go on. */
export async function LockedDown({ email }: { email: string }) {
  const { state, sent, spam } = (await myWords()).accountLinks.lockedDown;
  return (
    <div className="mt-5 space-y-4">
      <p>{state}</p>
      <p>
        <Rich parts={sent({ email: <Email>{maskEmail(email)}</Email> })} />
      </p>
      <p className="text-muted">
        <Rich parts={spam({ link: newLink })} />
      </p>
    </div>
  );
}

function newLink(text: string) {
  return (
    <a href="/forgot-password" className="link">
      {text}
    </a>
  );
}
