import { Badge } from '#app/_ui/badge.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import type { UserDetails } from '#lib/flows/admin/describe-user.ts';
import { initials } from '#lib/rules/account/display-name.ts';
import type { Words } from '#lib/words/shape.ts';

/** Who it is, and what is out of the ordinary about the account. */
export function UserHead({ user, words }: { user: UserDetails; words: Words['people'] }) {
  const { name, email, role, disabledAt, deletionDueAt, lockedDownAt } = user;
  return (
    <PageHead
      mark={
        <span className="avatar avatar-large" aria-hidden="true">
          {initials(name)}
        </span>
      }
      title={
        <span className="flex flex-wrap items-center gap-x-2.5">
          <bdi>{name}</bdi>
          {role === 'admin' && <Badge look="hint">{words.administrator}</Badge>}
          {disabledAt && <Badge look="bad">{deletionDueAt ? words.toBeDeleted : words.twoFactor.disabled}</Badge>}
          {lockedDownAt && <Badge look="warning">{words.twoFactor['locked-down']}</Badge>}
        </span>
      }
      lead={<bdi dir="ltr">{email}</bdi>}
    />
  );
}
