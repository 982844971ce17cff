import { PageLink } from './page-link.tsx';

type Props = { name: string; before: string | null; after: string | null; labels: readonly [string, string] };

/** The pages before and after this one of a long list; nothing where there is one page only. */
export function Pager({ name, before, after, labels }: Props) {
  if (!before && !after) return null;
  return (
    <nav aria-label={name} className="flex flex-wrap gap-3">
      {before && (
        <PageLink href={before} className="button button-quiet button-small">
          {labels[0]}
        </PageLink>
      )}
      {after && (
        <PageLink href={after} className="button button-quiet button-small">
          {labels[1]}
        </PageLink>
      )}
    </nav>
  );
}
