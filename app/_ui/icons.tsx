type Shape =
  | 'home'
  | 'menu'
  | 'info'
  | 'done'
  | 'warning'
  | 'error'
  | 'shield'
  | 'key'
  | 'clock'
  | 'screens'
  | 'user'
  | 'leave';

const paths: Readonly<Record<Shape, string>> = {
  home: 'M3 10.5 12 3l9 7.5M5.5 9v11h4.5v-6h4v6h4.5V9',
  menu: 'M4 7h16M4 12h16M4 17h16',
  info: 'M12 11v5M12 8h.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  done: 'M8 12.5l2.8 2.8L16.5 9.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  warning: 'M12 9v4.5M12 17h.01M12 3.5 22 20.5H2z',
  error: 'M12 7.5v5.5M12 16.5h.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  shield: 'M12 3l7.5 2.6v5.6c0 4.6-3 7.9-7.5 9.8-4.5-1.9-7.5-5.2-7.5-9.8V5.6zM9 12l2.2 2.2L15.2 10',
  key: 'M14.5 9.5a4.5 4.5 0 1 0-4.2 4.49L12 15.7h2v2h2v2h3.5v-3.2l-5.2-5.2c.13-.57.2-1.18.2-1.8zM9 9h.01',
  clock: 'M12 7.5V12l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  screens: 'M3.5 5h13v9h-13zM8 18h4M10 14v4M19 9h1.5v10h-5v-2',
  user: 'M12 12.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-3.6 3.7-5.5 7.5-5.5s6.7 1.9 7.5 5.5',
  leave: 'M14 4H5.5v16H14M10 12h10M16.5 8.5 20 12l-3.5 3.5',
};

/** One line icon. Always beside its words, so hidden from readers. */
export function Icon({ shape, size = 20, className = '' }: { shape: Shape; size?: number; className?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className={`shrink-0 ${className}`}
    >
      <path d={paths[shape]} />
    </svg>
  );
}
