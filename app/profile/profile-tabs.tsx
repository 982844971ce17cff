'use client';
import Link from 'next/link';
import { useSelectedLayoutSegment } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useHydrated } from '#app/_ui/use-hydrated.ts';

const tabs = [
  { segment: null, href: '/profile', label: 'Profile' },
  { segment: 'password', href: '/profile/password', label: 'Password' },
  { segment: 'two-factor', href: '/profile/two-factor', label: 'Two-Factor Auth' },
  { segment: 'connections', href: '/profile/connections', label: 'Connected accounts' },
  { segment: 'sessions', href: '/profile/sessions', label: 'Sessions' },
  { segment: 'activity', href: '/profile/activity', label: 'Activity' },
] as const;

/** Tabs that are links: each has an address and works without JavaScript. Arrow keys move, Enter or Space opens. */
export function ProfileTabs({ needsAttention }: { needsAttention: boolean }) {
  const selected = useSelectedLayoutSegment();
  const list = useRef<HTMLDivElement>(null);
  const isHydrated = useHydrated();
  useEffect(() => {
    list.current?.querySelector(`[data-tab="${selected}"]`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [selected]);
  return (
    <div ref={list} role="tablist" aria-label="Profile" className="tabs mt-5" onKeyDown={moveFocus}>
      {tabs.map(({ segment, href, label }) => {
        const isSelected = segment === selected;
        return (
          <Link
            key={href}
            href={href}
            prefetch={false}
            scroll={false}
            role="tab"
            id={isSelected ? 'selected-tab' : undefined}
            data-tab={String(segment)}
            aria-selected={isSelected}
            aria-controls={isSelected ? 'panel' : undefined}
            tabIndex={isHydrated && !isSelected ? -1 : 0}
            className="tab"
          >
            {label}
            {segment === 'two-factor' && needsAttention && (
              <span className="inline-block size-2 rounded-full bg-warning">
                <span className="sr-only"> needs attention</span>
              </span>
            )}
          </Link>
        );
      })}
    </div>
  );
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
