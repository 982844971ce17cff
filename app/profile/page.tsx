import { titleOf } from '#app/_shell/title.ts';
import { requireSession } from '#lib/web/session.ts';
import { NameForm } from './name-form.tsx';

export default async function ProfilePage() {
  const signed = await requireSession('/profile');
  const title = titleOf('Profile');
  return (
    <div className="space-y-8">
      <section className="space-y-5">
        <h2>About you</h2>
        <NameForm name={signed.name} pageTitle={title} />
      </section>
      <dl className="border-t border-line pt-6">
        <dt className="label">Email address</dt>
        <dd>
          <bdi dir="ltr">{signed.email}</bdi>
        </dd>
        <dd className="hint mt-1">You sign in with it. Your authenticator app shows it beside your code.</dd>
      </dl>
    </div>
  );
}
