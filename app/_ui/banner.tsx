import { Icon } from './icon.tsx';

const icons = { info: 'info', success: 'done', warning: 'warning' } as const;

type Props = { look?: keyof typeof icons; className?: string; children: React.ReactNode };

/** A message that stays: no toast disappears before it was read. */
export function Banner({ look = 'info', className = '', children }: Props) {
  return (
    <div role="status" className={`banner banner-${look} ${className}`}>
      <Icon name={icons[look]} className="banner-icon" />
      {children}
    </div>
  );
}
