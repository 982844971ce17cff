import { startAuthentication, WebAuthnAbortService } from '@simplewebauthn/browser';

/** While the browser's own dialog is open, no offer ends it. */
let isDialogOpen = false;

/**
 * Lets the user choose a passkey, and hands on what it signed. `from`: the path that says which may answer. Returns how
 * it ended otherwise.
 */
export async function askForPasskey(
  send: (assertion: string) => void,
  from: string,
): Promise<'sent' | 'cancelled' | 'failed'> {
  isDialogOpen = true;
  try {
    send(await ask(from, false));
    return 'sent';
  } catch (error) {
    return error instanceof Error && /^(NotAllowed|Abort)Error$/.test(error.name) ? 'cancelled' : 'failed';
  } finally {
    isDialogOpen = false;
  }
}

/**
 * Offers passkeys in the list under the email field, where the browser has one, until one is chosen; with a new
 * challenge before the old one expires. An offer that was refused doesn't come back by itself: it would go round where a
 * password manager answers at once. Returns what ends it.
 */
export function offerPasskeys(send: (assertion: string) => void, freshForMs: number): () => void {
  // No one waits for an offer: whatever becomes of it, there are the button and the password.
  const offer = async () => {
    if (isDialogOpen) return;
    if (await PublicKeyCredential.isConditionalMediationAvailable?.())
      await ask('/login/passkey', true).then(send, () => {});
  };
  const backAgain = ({ persisted }: PageTransitionEvent) => persisted && void offer();
  const again = setInterval(offer, freshForMs);
  addEventListener('pageshow', backAgain);
  void offer();
  return () => {
    clearInterval(again);
    removeEventListener('pageshow', backAgain);
    // It would go on waiting on the page that follows.
    WebAuthnAbortService.cancelCeremony();
  };
}

/** Tells the password manager that keeps a passkey that it belongs to no account here any more: it's removed there too. */
export function reportUnknown(passkey: UnknownCredentialOptions): void {
  // Best effort: few browsers have it yet.
  PublicKeyCredential.signalUnknownCredential?.(passkey).catch(() => {});
}

/** The package ends an earlier request: browsers take one at a time. */
async function ask(from: string, isOffer: boolean): Promise<string> {
  const answer = await fetch(from, { cache: 'no-store' });
  if (!answer.ok) throw new Error(answer.statusText);
  return JSON.stringify(await startAuthentication({ optionsJSON: await answer.json(), useBrowserAutofill: isOffer }));
}
