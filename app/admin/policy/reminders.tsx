import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { limits } from '#lib/config/limits.ts';
import type { Reminded } from '#lib/flows/admin/remind-two-factor.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';

type Props = {
  /** How many would get one now. */
  counts: Readonly<Record<Reminded, number>>;
  words: Words['policy']['reminders'];
  formats: Formats;
};

/** Who can be reminded today, each with the button that opens its dialog. */
export function Reminders({ counts, words, formats }: Props) {
  const groups = (['everyone', 'overdue'] as const).filter((group) => counts[group] > 0);
  if (groups.length === 0)
    return (
      <div className="card card-flush">
        <p className="row text-muted">{words.nobody}</p>
      </div>
    );
  return (
    <Rows label={words.title}>
      {groups.map((group) => {
        const count = counts[group];
        const note = words.note({ count });
        const isMany = count > limits.remindersAtOnce;
        return (
          <Row
            key={group}
            icon="mail"
            title={words[group]}
            note={isMany ? `${note} ${words.atMost({ number: formats.number(limits.remindersAtOnce) })}` : note}
            noteId={`remind-${group}-note`}
          >
            <OpenDialog
              page="/admin/policy"
              dialog="remind"
              about={group}
              id={`remind-${group}`}
              className="button-small"
              aria-describedby={`remind-${group}-note`}
            >
              {words.send[group]({ count })}
            </OpenDialog>
          </Row>
        );
      })}
    </Rows>
  );
}
