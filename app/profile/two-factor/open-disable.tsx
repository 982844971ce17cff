'use client';
import { useRouter } from 'next/navigation';

/** Opens the Disable dialog: a plain form that gets the page with the dialog in it, quicker where scripts run. */
export function OpenDisable() {
  const router = useRouter();
  return (
    <form
      action="/profile/two-factor"
      onSubmit={(event) => {
        event.preventDefault();
        router.push('/profile/two-factor?dialog=disable', { scroll: false });
      }}
    >
      <input type="hidden" name="dialog" value="disable" />
      <button type="submit" id="disable" className="button button-danger-quiet">
        Disable
      </button>
    </form>
  );
}
