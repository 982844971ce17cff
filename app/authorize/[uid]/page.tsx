import { AppEntry, LateEntry } from '#app/_frame/app-entry.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { describeAppRequest } from '#lib/flows/apps/describe-request.ts';
import { requestContext } from '#lib/web/context.ts';
import { requireSession } from '#lib/web/session.ts';
import { continueToAppAction, signInAgainAction } from './actions.ts';

/** Where an app's sign-in waits for its person: for what is still missing, or for nothing, and then it goes on. */
export default async function AuthorizePage({ params }: PageProps<'/authorize/[uid]'>) {
  const { uid } = await params;
  const signed = await requireSession(`/authorize/${encodeURIComponent(uid)}`);
  const request = await describeAppRequest(await requestContext(), uid, signed);
  if (!request) return <LateEntry />;
  const form = (label: string) => (
    <PlainForm action={request.next === 'press' ? continueToAppAction : signInAgainAction}>
      <input type="hidden" name="uid" value={uid} />
      <button type="submit" className="button button-primary button-wide">
        {label}
      </button>
    </PlainForm>
  );
  return <AppEntry request={request} email={signed.email} form={form} />;
}
