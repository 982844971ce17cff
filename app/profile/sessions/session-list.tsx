'use client';
import { Badge } from '#app/_ui/badge.tsx';
import { Form } from '#app/_ui/form.tsx';
import type { IconName } from '#app/_ui/icon.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Said } from '#app/_ui/said.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import type { Words } from '#lib/words/shape.ts';
import { revokeSessionAction } from './actions.ts';

type Session = { id: string; isOwn: boolean; icon: IconName; browser: string; note: React.ReactNode };

type Props = {
  words: Words['sessions']['row'] & { readonly list: string; readonly own: string };
  sessions: readonly Session[];
  foot: React.ReactNode;
};

/** The browsers that are signed in. One form state for all rows: what it says outlives the row that is gone. */
export function SessionList({ words, sessions, foot }: Props) {
  const [state, send] = useForm(revokeSessionAction);
  return (
    <>
      <Said state={state} />
      <Rows label={words.list} foot={foot}>
        {sessions.map(({ id, isOwn, icon, browser, note }) => (
          <Row
            key={id}
            icon={icon}
            title={
              <>
                <bdi id={`session-${id}`}>{browser}</bdi>
                {isOwn && <Badge look="on">{words.own}</Badge>}
              </>
            }
            note={note}
            noteId={`session-${id}-note`}
          >
            {!isOwn && (
              <Form action={send}>
                <input type="hidden" name="session" value={id} />
                <SubmitButton
                  look="quiet"
                  className="button-small"
                  pendingLabel={words.pending}
                  aria-describedby={`session-${id} session-${id}-note`}
                >
                  {words.signOut}
                </SubmitButton>
              </Form>
            )}
          </Row>
        ))}
      </Rows>
    </>
  );
}
