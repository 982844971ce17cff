import { DeadLink } from '#app/_shell/dead-link.tsx';
import { LinkForm } from '#app/_shell/link-form.tsx';
import { SignedOutFrame } from '#app/_shell/signed-out-frame.tsx';
import { titleOf } from '#app/_shell/title.ts';
import { isLiveLink, openedLink } from '#lib/web/opened-link.ts';
import { undoEmailAction } from './actions.ts';

const wayOn = { href: '/login', label: 'Sign in' };

export default async function UndoEmailPage({ searchParams }: PageProps<'/undo-email'>) {
  const secret = await openedLink('undo-email', (await searchParams)['link']);
  if (!secret || !(await isLiveLink('undo-email', secret))) {
    return <DeadLink reason="It was used already, or it is older than seven days." wayOn={wayOn} />;
  }
  return (
    <SignedOutFrame about={{ link: secret }}>
      <h1>Undo the change of your email address</h1>
      <ul className="mt-3 list-disc space-y-1.5 ps-5 text-muted">
        <li>Your old address counts again.</li>
        <li>Every browser is signed out.</li>
        <li>Nobody can sign in until you choose a new password. We email you a link for that.</li>
      </ul>
      <LinkForm
        action={undoEmailAction}
        label="Undo the change"
        pendingLabel="Undoing…"
        pageTitle={titleOf('Undo the change of your email address')}
        wayOn={wayOn}
      />
    </SignedOutFrame>
  );
}
