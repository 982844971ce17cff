import { Banner } from '#app/_ui/banner.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';

/** After "This wasn't me": every other session has ended, and this is the next step. */
export function NotMeFirst({ hasPassword, names }: { hasPassword: boolean; names: string }) {
  return (
    <Banner look="warning">
      <p>
        <strong>Every other browser is signed out.</strong>{' '}
        {hasPassword
          ? 'Now choose a new password, one that you use nowhere else.'
          : `You sign in with ${names}: change the password there, and look at who is signed in.`}
      </p>
    </Banner>
  );
}

/** Once the password is new: the one-time passwords may have been seen, too. */
export function NotMeNext() {
  return (
    <section className="space-y-3">
      <h3>Last step</h3>
      <p>Somebody may have seen your one-time passwords, too. New ones make the old ones worthless.</p>
      <OpenDialog page="/profile/two-factor" dialog="renew">
        Get new one-time passwords
      </OpenDialog>
    </section>
  );
}
