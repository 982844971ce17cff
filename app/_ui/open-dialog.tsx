'use client';
import { useRouter } from 'next/navigation';

type Props = React.ComponentProps<'button'> & {
  page: string;
  dialog: string;
  /** Id of what the dialog is about, where that is one of several. */
  about?: string;
  look?: 'quiet' | 'danger-quiet';
};

/** Opens a dialog of its page: a plain form that gets the page with the dialog in it, quicker where scripts run. */
export function OpenDialog({ page, dialog, about, look = 'quiet', className = '', ...rest }: Props) {
  const router = useRouter();
  return (
    <form
      action={page}
      onSubmit={(event) => {
        event.preventDefault();
        router.push(`${page}?dialog=${dialog}${about ? `&about=${about}` : ''}`, { scroll: false });
      }}
    >
      <input type="hidden" name="dialog" value={dialog} />
      {about && <input type="hidden" name="about" value={about} />}
      <button type="submit" className={`button button-${look} ${className}`} {...rest} />
    </form>
  );
}
