/** Help in its constant place under the button. */
export function Trouble({ supportEmail }: { supportEmail: string | undefined }) {
  return (
    <details id="trouble" className="disclosure border-t border-line mt-4 pt-2">
      <summary>Having trouble?</summary>
      <ul className="list-disc space-y-1.5 ps-5 pb-2 text-muted">
        <li>Codes change every 30 seconds. Wait for a fresh one.</li>
        <li>Set your phone’s date and time to automatic.</li>
        <li>New or lost phone? Use a one-time password.</li>
        <li>
          Nothing works?{' '}
          {supportEmail ? (
            <>
              Write to{' '}
              <a href={`mailto:${supportEmail}`} className="link">
                {supportEmail}
              </a>
              ; your
            </>
          ) : (
            'Your'
          )}{' '}
          administrator can help after checking who you are.
        </li>
      </ul>
    </details>
  );
}
