import { Banner } from '#app/_ui/banner.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import type { Words } from '#lib/words/shape.ts';

type Email = Words['profile']['email'];
type Props = { words: Email; email: string; use: keyof Email['uses']; isSent: boolean };

/** The account's email, which users with a password sign in with, and how to change it. */
export function EmailSection({ words, email, use, isSent }: Props) {
  return (
    <Setting title={words.heading} about={words.about} id="email-heading" takesFocus={isSent}>
      {isSent && (
        <Banner look="success" className="mb-3">
          <p>{words.sent}</p>
        </Banner>
      )}
      <Rows>
        <Row icon="mail" title={<bdi dir="ltr">{email}</bdi>} note={words.uses[use]}>
          <OpenDialog
            page="/profile"
            dialog="email"
            id="change-email"
            aria-describedby="email-heading"
            className="button-small"
          >
            <Icon name="pencil" size="small" />
            {words.change}
          </OpenDialog>
        </Row>
      </Rows>
    </Setting>
  );
}
