import { Badge } from '#app/_ui/badge.tsx';
import { BreakableEmail } from '#app/_ui/breakable-email.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { PickAll } from '#app/admin/pick-all.tsx';
import type { Invitation } from '#lib/flows/admin/describe-invitations.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  rows: readonly Invitation[];
  page: string;
  now: Date;
  words: Words['invitations'];
  pick: Words['people']['pick'];
  /** Id of the form that the boxes belong to. */
  form: string;
};

/** Who was invited and has not answered. */
export function InvitationTable({ rows, page, now, words, pick, form }: Props) {
  const { columns } = words;
  return (
    <table className="table">
      <caption className="sr-only">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col" className="table-pick">
            <span className="sr-only">{pick.column}</span>
            <PickAll label={pick.all} form={form} />
          </th>
          <th scope="col">{columns.email}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col">{columns.sent}</th>
          <th scope="col">
            <span className="sr-only">{columns.acts}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ email, createdAt, isExpired }, row) => (
          <tr key={email}>
            <td className="table-pick">
              <input
                type="checkbox"
                name="pick"
                value={email}
                form={form}
                aria-label={pick.one({ name: email })}
                autoComplete="off"
              />
            </td>
            <td className="table-title">
              <span id={`invitation-${row}`} className="block wrap-anywhere">
                <BreakableEmail>{email}</BreakableEmail>
              </span>
            </td>
            <td>
              <Badge look={isExpired ? 'warning' : 'hint'}>{isExpired ? words.expired : words.pending}</Badge>
            </td>
            <td className="table-note" data-label={columns.sent}>
              <LocalTime at={createdAt} now={now} look="day" />
            </td>
            <td>
              <div className="flex flex-wrap justify-end gap-2">
                {(isExpired ? (['resend'] as const) : (['resend', 'withdraw'] as const)).map((act) => (
                  <OpenDialog
                    key={act}
                    page={page}
                    dialog={act}
                    about={email}
                    id={`${act}-${email}`}
                    look={act === 'withdraw' ? 'danger-quiet' : 'quiet'}
                    className="button-small"
                    aria-describedby={`invitation-${row}`}
                  >
                    {words[act]}
                  </OpenDialog>
                ))}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
