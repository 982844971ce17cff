import { PlainForm } from '#app/_ui/plain-form.tsx';
import { cancelAction } from './actions.ts';

/** Drops the half-finished sign-in. */
export function Cancel() {
  return (
    <PlainForm action={cancelAction}>
      <button type="submit" className="link py-2 text-start">
        Cancel and sign in as someone else
      </button>
    </PlainForm>
  );
}
