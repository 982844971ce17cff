'use client';
import { useSelectedLayoutSegment } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { PageLink } from '#app/_ui/page-link.tsx';
import { useHydrated } from '#app/_ui/use-hydrated.ts';
import type { Words } from '#lib/words/shape.ts';

type Tab = keyof Words['profile']['tabs'];
const tabs: readonly Tab[] = ['profile', 'password', 'two-factor', 'connections', 'sessions', 'apps', 'activity'];

type Props = {
  name: string;
  labels: Words['profile']['tabs'];
  /** The tab that needs attention, and what screen readers say of it. */
  alarm: { tab: Tab; text: string } | null;
};

/** Tabs that are links: each has an address and works without JavaScript. Arrow keys move, Enter or Space opens. */
export function ProfileTabs({ name, labels, alarm }: Props) {
  const selected = useSelectedLayoutSegment() ?? 'profile';
  const list = useRef<HTMLDivElement>(null);
  const isHydrated = useHydrated();
  useEffect(() => (list.current ? keepInSight(list.current, selected) : undefined), [selected]);
  return (
    <div ref={list} role="tablist" aria-label={name} className="tabs" onKeyDown={moveFocus}>
      {tabs.map((tab) => {
        const isSelected = tab === selected;
        return (
          <PageLink
            key={tab}
            href={tab === 'profile' ? '/profile' : `/profile/${tab}`}
            scroll={false}
            role="tab"
            id={isSelected ? 'selected-tab' : undefined}
            data-tab={tab}
            aria-selected={isSelected}
            aria-controls={isSelected ? 'panel' : undefined}
            tabIndex={isHydrated && !isSelected ? -1 : 0}
            className="tab"
          >
            {labels[tab]}
            {alarm?.tab === tab && (
              <span className="tab-alarm">
                <span className="sr-only"> {alarm.text}</span>
              </span>
            )}
          </PageLink>
        );
      })}
    </div>
  );
}

/** Scrolls the chosen tab into the row, also when the row gets narrower, and marks where the row ends (tabs.css). */
function keepInSight(list: HTMLElement, selected: string): () => void {
  const show = () => {
    list.querySelector(`[data-tab="${selected}"]`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
    markEnd();
  };
  // From the right to the left the position is negative.
  const markEnd = () =>
    list.toggleAttribute('data-end', Math.abs(list.scrollLeft) + list.clientWidth >= list.scrollWidth - 1);
  const watch = new ResizeObserver(show);
  watch.observe(list);
  list.addEventListener('scroll', markEnd, { passive: true });
  return () => {
    watch.disconnect();
    list.removeEventListener('scroll', markEnd);
  };
}

function moveFocus(event: React.KeyboardEvent<HTMLDivElement>): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')];
  const here = all.indexOf(document.activeElement as HTMLElement);
  const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
  const goals: Partial<Record<string, number>> = {
    ArrowRight: here + forward,
    ArrowLeft: here - forward,
    Home: 0,
    End: all.length - 1,
  };
  const goal = goals[event.key];
  if (event.key === ' ') all[here]?.click();
  else if (goal !== undefined) all[(goal + all.length) % all.length]?.focus();
  else return;
  event.preventDefault();
}
