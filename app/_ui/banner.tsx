import { Icon } from './icons.tsx';

const icons = { info: 'info', success: 'done', warning: 'warning' } as const;

/** A message that stays: no toast disappears before it was read. */
export function Banner({ look = 'info', children }: { look?: keyof typeof icons; children: React.ReactNode }) {
  return (
    <div role="status" className={`banner banner-${look}`}>
      <Icon shape={icons[look]} className="banner-icon" />
      {children}
    </div>
  );
}
