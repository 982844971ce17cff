'use client';
import { useEffect, useRef, useState } from 'react';
import { useCounted } from '#app/_ui/counted.ts';
import type { Counted } from '#lib/words/plural.ts';

/** How many boxes of the list are ticked, once a script can count them. */
export function PickCount({ words }: { words: Counted }) {
  const place = useRef<HTMLElement>(null);
  const [count, setCount] = useState(0);
  const say = useCounted(words);
  useEffect(() => {
    const list = place.current?.closest('.picks');
    const read = () => setCount(list?.querySelectorAll('input[name=pick]:checked').length ?? 0);
    // Ticked before this ran, or put back by the browser.
    read();
    list?.addEventListener('change', read);
    return () => list?.removeEventListener('change', read);
  }, []);
  return (
    <small ref={place} role="status" className="tabular-nums">
      {count > 0 && say(count)}
    </small>
  );
}
