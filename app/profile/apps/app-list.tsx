'use client';
import { Empty } from '#app/_ui/empty.tsx';
import { Form } from '#app/_ui/form.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Said } from '#app/_ui/said.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { leaveAppAction } from './actions.ts';

type Props = {
  apps: readonly { id: string; name: string; mark: React.ReactNode; note: React.ReactNode }[];
  words: { list: string; none: string; leave: string; pending: string };
};

/** The apps, each with its button. One form state for all rows: what it says outlives the row that is gone. */
export function AppList({ apps, words }: Props) {
  const [state, send] = useForm(leaveAppAction);
  return (
    <>
      <Said state={state} />
      {apps.length === 0 ? (
        <div className="card card-flush">
          <Empty icon="app">
            <p>{words.none}</p>
          </Empty>
        </div>
      ) : (
        <Rows label={words.list}>
          {apps.map(({ id, name, mark, note }) => (
            <Row key={id} mark={mark} title={<bdi id={`app-${id}`}>{name}</bdi>} note={note} noteId={`app-${id}-note`}>
              <Form action={send}>
                <input type="hidden" name="app" value={id} />
                <SubmitButton
                  look="quiet"
                  className="button-small"
                  pendingLabel={words.pending}
                  aria-describedby={`app-${id} app-${id}-note`}
                >
                  {words.leave}
                </SubmitButton>
              </Form>
            </Row>
          ))}
        </Rows>
      )}
    </>
  );
}
