'use client';
import Link, { useLinkStatus } from 'next/link';
import { useState } from 'react';

type Props = Omit<React.ComponentProps<typeof Link>, 'prefetch'>;

/** A link to a page of ours. Prefetches only once the user means it, and shows that the page is on its way. */
export function PageLink({ children, ...rest }: Props) {
  const [isMeant, setIsMeant] = useState(false);
  const mean = () => setIsMeant(true);
  return (
    <Link {...rest} prefetch={isMeant ? null : false} onPointerEnter={mean} onFocus={mean}>
      {children}
      <Pending />
    </Link>
  );
}

/** Shown by the style sheet after 100 ms: a quick page doesn't flicker. */
function Pending() {
  const { pending } = useLinkStatus();
  return pending && <span className="pending-bar" aria-hidden="true" />;
}
