import { Badge } from '#app/_ui/badge.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { limits } from '#lib/config/limits.ts';
import type { AuthenticatorView } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { myWords } from '#lib/web/words.ts';

const page = '/profile/two-factor';

type Props = {
  apps: readonly AuthenticatorView[];
  /** A passkey or security key guards the account as well. */
  hasOthers: boolean;
  now: Date;
};

/** The authenticator apps: what each is called, since when it is there and was last used, and what can be changed. */
export async function AuthenticatorRows({ apps, hasOthers, now }: Props) {
  const { app: words } = (await myWords()).twoFactor;
  const isAlone = apps.length === 1;
  const foot =
    apps.length < limits.authenticatorsPerAccount ? (
      <OpenDialog page={page} dialog="add" id="add" className="button-small">
        <Icon name="plus" size="small" />
        {words.add}
      </OpenDialog>
    ) : (
      <p className="hint">{words.full}</p>
    );
  return (
    <Rows label={words.heading} foot={foot}>
      {apps.length === 0 && <Row icon="phone" title={words.none} />}
      {apps.map((app) => {
        const name = app.name ?? words.name;
        const about = { page, about: app.id, className: 'button-small' };
        return (
          <Row
            key={app.id}
            icon="phone"
            {...(app.disabled && { tone: 'warning' })}
            title={
              <>
                <bdi>{name}</bdi> {app.disabled && <Badge look="warning">{words.disabled}</Badge>}
              </>
            }
            note={
              <>
                <Rich parts={words.added({ day: <LocalTime at={app.addedAt} now={now} look="day" /> })} />
                {' · '}
                {app.lastUsedAt ? (
                  <Rich parts={words.lastUsed({ time: <LocalTime at={app.lastUsedAt} now={now} /> })} />
                ) : (
                  words.unused
                )}
              </>
            }
          >
            <OpenDialog
              {...about}
              dialog="move"
              id={isAlone ? 'move' : `move-${app.id}`}
              {...(!isAlone && { 'aria-label': words.moveNamed({ name }) })}
            >
              {isAlone ? words.move : words.moveOne}
            </OpenDialog>
            {(!isAlone || hasOthers) && (
              <OpenDialog
                {...about}
                dialog="remove"
                id={`remove-${app.id}`}
                look="danger-quiet"
                aria-label={words.removeNamed({ name })}
              >
                {words.remove}
              </OpenDialog>
            )}
            <OpenDialog {...about} dialog="rename" id={`rename-${app.id}`} aria-label={words.renameNamed({ name })}>
              {words.rename}
            </OpenDialog>
          </Row>
        );
      })}
    </Rows>
  );
}
