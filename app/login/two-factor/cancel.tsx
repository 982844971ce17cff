import { PlainForm } from '#app/_ui/plain-form.tsx';
import { myWords } from '#lib/web/words.ts';
import { cancelAction } from './actions.ts';

/** Drops the half-finished sign-in. */
export async function Cancel() {
  const { challenge } = await myWords();
  return (
    <PlainForm action={cancelAction}>
      <button type="submit" className="link py-2 text-start">
        {challenge.useAnotherAccount}
      </button>
    </PlainForm>
  );
}
