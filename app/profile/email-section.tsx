import { Badge } from '#app/_ui/badge.tsx';
import { Banner } from '#app/_ui/banner.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { Words } from '#lib/words/shape.ts';
import { confirmAddressAction } from './actions.ts';

type Email = Words['profile']['email'];
type Props = {
  words: Email;
  email: string;
  isVerified: boolean;
  use: keyof Email['uses'];
  /** Which link is on its way: to a new address, or to this one. */
  sent: 'change' | 'confirm' | null;
};

/** The account's email, which users with a password sign in with: how to change it, and to confirm it. */
export function EmailSection({ words, email, isVerified, use, sent }: Props) {
  return (
    <Setting title={words.heading} about={words.about} id="email-heading" takesFocus={sent !== null}>
      {sent && (
        <Banner look="success" className="mb-3">
          <p>{sent === 'change' ? words.sent : words.confirmSent}</p>
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
        {!isVerified && (
          <Row icon="info" title={<Badge look="off">{words.unconfirmed}</Badge>} note={words.unconfirmedNote}>
            <PlainForm action={confirmAddressAction}>
              <SubmitButton look="quiet" pendingLabel={words.confirmPending} className="button-small">
                {words.confirm}
              </SubmitButton>
            </PlainForm>
          </Row>
        )}
      </Rows>
    </Setting>
  );
}
