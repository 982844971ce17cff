'use client';
import { useFormStatus } from 'react-dom';

type Props = React.ComponentProps<'button'> & {
  look?: 'primary' | 'quiet' | 'plain' | 'danger' | 'danger-quiet';
  /** What the button says while the action runs. */
  pendingLabel?: string;
};

/** Sends its form. Never disabled, so that it keeps the focus; a second press while it works does nothing. */
export function SubmitButton({ look = 'primary', pendingLabel, className = '', children, ...rest }: Props) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      className={`button button-${look} ${className}`}
      aria-disabled={pending || undefined}
      onClick={(event) => pending && event.preventDefault()}
      {...rest}
    >
      {pending && pendingLabel ? pendingLabel : children}
    </button>
  );
}
