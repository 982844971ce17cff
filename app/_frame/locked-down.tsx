import { limits, MINUTE_MS } from '#lib/config/limits.ts';

import { maskEmail } from '#lib/rules/account/masked-email.ts';

/** What a link that locked the account down has done, and how to go on. */
export function LockedDown({ email }: { email: string }) {
  return (
    <div className="mt-5 space-y-4">
      <p>Every browser is signed out, and nobody can sign in until you choose a new password.</p>
      <p>
        We’ve sent a link to <strong className="inline-block max-w-full break-words">{maskEmail(email)}</strong>. It
        works for {limits.resetLinkLifeMs / MINUTE_MS} minutes.
      </p>
      <p className="text-muted">
        Can’t find it? Check your spam folder, or{' '}
        <a href="/forgot-password" className="link">
          get a new link
        </a>
        .
      </p>
    </div>
  );
}
