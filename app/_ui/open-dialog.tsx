'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';

type Props = React.ComponentProps<'button'> & {
  page: string;
  dialog: string;
  /** Id of what the dialog is about, where that is one of several. */
  about?: string;
  look?: 'quiet' | 'danger-quiet';
};

/**
 * Opens a dialog of its page: a plain form that gets the page with the dialog in it, quicker where scripts run, and shows
 * that it's on its way.
 */
export function OpenDialog({ page, dialog, about, look = 'quiet', className = '', ...rest }: Props) {
  const router = useRouter();
  const [isComing, startTransition] = useTransition();
  return (
    <form
      action={page}
      onSubmit={(event) => {
        event.preventDefault();
        const address = `${page}?dialog=${dialog}${about ? `&about=${about}` : ''}`;
        startTransition(() => router.push(address, { scroll: false }));
      }}
    >
      <input type="hidden" name="dialog" value={dialog} />
      {about && <input type="hidden" name="about" value={about} />}
      <button type="submit" className={`button button-${look} ${className}`} {...rest} />
      {isComing && <span className="pending-bar" aria-hidden="true" />}
    </form>
  );
}
