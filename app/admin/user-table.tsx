import Link from 'next/link';
import { Badge } from '#app/_ui/badge.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import type { PersonRow } from '#lib/flows/admin/describe-users.ts';

/** A table on wide screens, blocks on narrow ones, like the Activity tab. */
export function UserTable({ users, now }: { users: readonly PersonRow[]; now: Date }) {
  return (
    <table className="activity people">
      <caption className="sr-only">People</caption>
      <thead>
        <tr>
          <th scope="col">Since</th>
          <th scope="col">Person</th>
          <th scope="col">Two-factor</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {users.map(({ id, email, name, createdAt, role, disabledAt, twoFactorSince, authenticatorDisabledAt }) => (
          <tr key={id}>
            <td className="activity-when">
              <LocalTime at={createdAt} now={now} look="day" />
            </td>
            <td className="activity-what">
              <Link href={`/admin/people/${id}`} prefetch={false} className="link">
                {name}
              </Link>{' '}
              <bdi dir="ltr" className="block font-normal text-muted">
                {email}
              </bdi>
            </td>
            <td className="activity-where">
              <Badge look={twoFactorSince && !authenticatorDisabledAt ? 'on' : 'off'}>
                {authenticatorDisabledAt ? 'Switched off' : twoFactorSince ? 'On' : 'Off'}
              </Badge>
            </td>
            <td className="activity-act">
              {[role === 'admin' ? 'Administrator' : '', disabledAt ? 'Disabled' : ''].filter(Boolean).join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
