import type { DialogContext } from './dialog-context.ts';

/** What is printed: the codes and how to use them. Neither the key nor the QR code. */
export function PrintSheet({
  context: { appName, origin, email, supportEmail },
  codes,
  generation,
}: {
  context: DialogContext;
  codes: readonly string[];
  generation: number;
}) {
  return (
    <div className="print-only print-sheet" aria-hidden="true">
      <p>
        <strong>{appName} – one-time passwords for two-factor authentication</strong>
      </p>
      <p>
        Account {email} · Sign in at {origin}/login
        {generation > 1 && ` · Set no. ${generation} (replaces all earlier sets)`}
      </p>
      <p>
        Use one of these when you cannot get a code from your authenticator app. Each works once. Mark the ones you have
        used.
      </p>
      <ol className="print-codes">
        {codes.map((code, index) => (
          <li key={code}>
            {`${index + 1}. [ ] `}
            {code}
          </li>
        ))}
      </ol>
      <p>
        1. Sign in as usual. 2. On the page “Two-factor authentication” choose “Use a one-time password instead”. 3.
        Type the code. Capital or small letters and dashes do not matter.
      </p>
      <p>
        Nobody at {appName} will ask for these codes.{supportEmail && ` Help: ${supportEmail}`}
      </p>
      <div className="cut-line" />
    </div>
  );
}
