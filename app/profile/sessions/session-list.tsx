'use client';
import { useEffect, useRef } from 'react';
import { Badge } from '#app/_ui/badge.tsx';
import { Banner } from '#app/_ui/banner.tsx';
import { Form } from '#app/_ui/form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { revokeSessionAction } from './actions.ts';

type Row = { id: string; isOwn: boolean; line: React.ReactNode };

/** The browsers that are signed in. One form state for all rows: what it says outlives the row that is gone. */
export function SessionList({ rows }: { rows: readonly Row[] }) {
  const [state, send] = useForm(revokeSessionAction);
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that had the focus went with its row.
    if (state.status !== 'idle') said.current?.focus();
  }, [state]);
  return (
    <>
      <div ref={said} tabIndex={-1} className="empty:hidden">
        {state.message && (
          <Banner look={state.status === 'failed' ? 'warning' : 'success'}>
            <p>{state.message}</p>
          </Banner>
        )}
      </div>
      <ul className="rows">
        {rows.map(({ id, isOwn, line }) => (
          <li key={id} className="row">
            <div className="min-w-0">
              {isOwn && (
                <div className="mb-1">
                  <Badge look="on">This browser</Badge>
                </div>
              )}
              <p id={`session-${id}`} className="text-muted">
                {line}
              </p>
            </div>
            {!isOwn && (
              <Form action={send}>
                <input type="hidden" name="session" value={id} />
                <SubmitButton
                  look="quiet"
                  className="button-small"
                  pendingLabel="Signing out…"
                  aria-describedby={`session-${id}`}
                >
                  Sign out
                </SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
