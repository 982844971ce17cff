import Link from 'next/link';

type Props = { name: string; before: string | null; after: string | null; labels: readonly [string, string] };

/** The pages before and after this one of a long list; nothing where there is one page only. */
export function Pager({ name, before, after, labels }: Props) {
  if (!before && !after) return null;
  return (
    <nav aria-label={name} className="flex flex-wrap gap-3">
      {before && (
        <Link href={before} prefetch={false} className="button button-quiet button-small">
          {labels[0]}
        </Link>
      )}
      {after && (
        <Link href={after} prefetch={false} className="button button-quiet button-small">
          {labels[1]}
        </Link>
      )}
    </nav>
  );
}
