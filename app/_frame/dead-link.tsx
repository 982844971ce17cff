import { SignedOutFrame } from './signed-out-frame.tsx';
import { titleOf } from './title.ts';

type Props = { reason: string; wayOn: { href: string; label: string } };

/** In place of a page whose link is used up, too old or cut short: why, and a way on. */
export function DeadLink({ reason, wayOn }: Props) {
  return (
    <SignedOutFrame>
      <title>{titleOf('This link no longer works')}</title>
      <h1>This link no longer works</h1>
      <p className="mt-2 text-muted">{reason}</p>
      <div className="mt-6">
        <a href={wayOn.href} className="button button-primary w-full">
          {wayOn.label}
        </a>
      </div>
      {wayOn.href !== '/login' && (
        <p className="mt-4 text-center">
          <a href="/login" className="link inline-block py-2">
            Back to sign in
          </a>
        </p>
      )}
    </SignedOutFrame>
  );
}
