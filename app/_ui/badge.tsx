type Look = 'on' | 'off' | 'warning' | 'bad' | 'hint';

/** A state in words; its colour only repeats it. */
export function Badge({ look, children }: { look: Look; children: React.ReactNode }) {
  return <span className={`badge badge-${look}`}>{children}</span>;
}
