import { Icon, type IconName } from './icon.tsx';

/** In place of a list that holds nothing: why, and what to do about it. */
export function Empty({ icon, children }: { icon: IconName; children: React.ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} />
      {children}
    </div>
  );
}
