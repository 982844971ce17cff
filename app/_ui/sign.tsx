import { Icon, type IconName } from './icon.tsx';

/** What a page is about, before its heading. */
export function Sign({ icon, isWarning = false }: { icon: IconName; isWarning?: boolean }) {
  return (
    <span className={isWarning ? 'sign sign-warning' : 'sign'} aria-hidden="true">
      <Icon name={icon} />
    </span>
  );
}
