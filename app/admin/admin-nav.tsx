'use client';
import Link from 'next/link';
import { useSelectedLayoutSegment } from 'next/navigation';

const places = [
  { segments: [null, 'people'], href: '/admin', label: 'People' },
  { segments: ['events'], href: '/admin/events', label: 'Events' },
  { segments: ['policy'], href: '/admin/policy', label: 'Policy' },
] as const;

/** The three places of the administration. */
export function AdminNav() {
  const here = useSelectedLayoutSegment();
  return (
    <nav aria-label="Administration" className="segments mt-5">
      {places.map(({ segments, href, label }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={segments.some((segment) => segment === here) ? 'page' : undefined}
          className="segment"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
