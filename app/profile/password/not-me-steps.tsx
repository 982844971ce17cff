import { Banner } from '#app/_ui/banner.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import type { Words } from '#lib/words/shape.ts';

/** After "This wasn't me": every other session has ended, and this is the next step. */
export function NotMeFirst({ heading, text }: { heading: string; text: string }) {
  return (
    <Banner look="warning" className="mb-3">
      <p>
        <strong>{heading}</strong> {text}
      </p>
    </Banner>
  );
}

/** Once the password is new: the one-time passwords may have been seen, too. */
export function NotMeNext({ words }: { words: Words['password']['notMe']['next'] }) {
  return (
    <Rows>
      <Row icon="ticket" tone="warning" title={<h3>{words.heading}</h3>} note={words.text}>
        <OpenDialog page="/profile/two-factor" dialog="renew" className="button-small">
          {words.renew}
        </OpenDialog>
      </Row>
    </Rows>
  );
}
