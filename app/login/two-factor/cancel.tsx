import { PlainForm } from '#app/_ui/plain-form.tsx';
import { myWords } from '#lib/web/words.ts';
import { cancelAction } from './actions.ts';

/** Abandons the sign-in that waits for its second factor. */
export async function Cancel() {
  const { challenge } = await myWords();
  return (
    <PlainForm action={cancelAction}>
      <button type="submit" className="link py-2">
        {challenge.useAnotherAccount}
      </button>
    </PlainForm>
  );
}
