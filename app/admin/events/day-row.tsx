'use client';
import { useLocalDay } from '#app/_ui/local-time.tsx';

type Props = {
  at: Date;
  /** Of the row above; null above the first. */
  above: Date | null;
  columns: number;
};

/** The day above the first of its rows. Which that is depends on the reader's time zone. */
export function DayRow({ at, above, columns }: Props) {
  const dayOf = useLocalDay();
  if (above && dayOf(above) === dayOf(at)) return null;
  return (
    <tr>
      <th scope="rowgroup" colSpan={columns} className="table-day">
        {dayOf(at)}
      </th>
    </tr>
  );
}
