import { describeOwner } from '#app/_frame/owner.ts';
import { ReauthenticationFields } from '#app/_frame/reauthentication-fields.tsx';
import { ThemePicker } from '#app/_frame/theme-picker.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Form } from '#app/_ui/form.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { settings } from '#lib/config/env.ts';
import { DAY_MS } from '#lib/config/limits.ts';
import { describeTwoFactor } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { requestContext } from '#lib/web/context.ts';
import { pageError } from '#lib/web/page-error.ts';
import { requireSession } from '#lib/web/session.ts';
import { unsaved } from '#lib/web/unsaved.ts';
import { myWords } from '#lib/web/words.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { EmailDialog } from './email-dialog.tsx';
import { EmailSection } from './email-section.tsx';
import { NameForm } from './name-form.tsx';

export default async function ProfilePage({ searchParams }: PageProps<'/profile'>) {
  const signed = await requireSession('/profile');
  const query = await searchParams;
  const { dialog } = query;
  const { events } = await myWords();
  const auditDays = settings().auditMs / DAY_MS;
  const twoFactor = await describeTwoFactor(await requestContext(), signed.userId);
  const typed = await unsaved(signed.userId, '/profile');
  const isRecovery = query['method'] === 'one-time-password';
  const address = (method: boolean) => `/profile?dialog=${dialog}${method ? '&method=one-time-password' : ''}`;
  const common = {
    user: await describeOwner(signed),
    proof: <ReauthenticationFields signed={signed} page={address(isRecovery)} />,
    notice: await pageError(query),
    needsCode: twoFactor.isOn,
    isRecovery,
    switchTo: address(!isRecovery),
  };
  return (
    <>
      <div className="sections">
        <section className="space-y-5">
          <h2>About you</h2>
          <NameForm name={signed.name} unsaved={typed['name'] ?? null} pageTitle={titleOf('Profile')} />
        </section>
        <EmailSection email={signed.email} hasPassword={signed.hasPassword} isSent={query['done'] === 'email'} />
        <section className="space-y-3">
          <h2>Theme</h2>
          <p className="text-muted">How the screens look in this browser.</p>
          <div className="w-fit">
            <ThemePicker />
          </div>
        </section>
        <section className="space-y-3">
          <h2>Your data</h2>
          <p className="text-muted">Everything we keep about you, in one file. No password and no key is in it.</p>
          <Form method="post" action="/profile/data">
            <button type="submit" className="button button-quiet">
              Download my data
            </button>
          </Form>
        </section>
        <section className="space-y-3">
          <h2 id="danger-heading" tabIndex={-1}>
            Danger zone
          </h2>
          <p className="text-muted">Deleting your account cannot be undone.</p>
          <OpenDialog page="/profile" dialog="delete" id="delete" look="danger-quiet">
            Delete account
          </OpenDialog>
        </section>
      </div>
      {dialog === 'email' && <EmailDialog {...common} unsaved={typed['email'] ?? ''} />}
      {dialog === 'delete' && <DeleteDialog {...common} stays={events.accountDeleted.stays({ days: auditDays })} />}
    </>
  );
}
