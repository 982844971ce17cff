import type names from './icon-names.json';

export type IconName = keyof typeof names;
type Props = { name: IconName; size?: 'small' | 'large'; className?: string };

/** One line icon. Always beside its words, so hidden from screen readers. */
export function Icon({ name, size, className }: Props) {
  const classes = ['icon', `icon-${name}`, size && `icon-${size}`, className];
  return <span className={classes.filter(Boolean).join(' ')} aria-hidden="true" />;
}
