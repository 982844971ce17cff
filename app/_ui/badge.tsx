/** A state in words; the dot only repeats it. */
export function Badge({ look, children }: { look: 'on' | 'off'; children: React.ReactNode }) {
  return (
    <span className={`badge badge-${look}`}>
      <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
        {look === 'on' ? (
          <circle cx="4" cy="4" r="4" fill="currentColor" />
        ) : (
          <circle cx="4" cy="4" r="3" fill="none" stroke="currentColor" strokeWidth="1.5" />
        )}
      </svg>
      <span>{children}</span>
    </span>
  );
}
