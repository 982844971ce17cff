import { Icon } from '#app/_ui/icon.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { limits } from '#lib/config/limits.ts';
import type { DescribedPasskey } from '#lib/flows/two-factor/steps/describe-passkeys.ts';
import { myWords } from '#lib/web/words.ts';
import type { Words } from '#lib/words/shape.ts';

const page = '/profile/two-factor';

type Props = {
  passkeys: readonly DescribedPasskey[];
  /** Whether there are passkeys here: they're turned on, and browsers make some at this address. */
  canAdd: boolean;
  /** Two-factor is on: then a key can be asked for after the password. */
  canAddKey: boolean;
  now: Date;
};

/** The passkeys: what each is called, where it is kept, since when it is there, and what can be changed. */
export async function PasskeySection({ passkeys, canAdd, canAddKey, now }: Props) {
  const { passkeys: words, twoFactorDialogs } = await myWords();
  if (!canAdd && passkeys.length === 0) return null;
  const { open, about } = twoFactorDialogs.enableByPasskey;
  const turnOn = { turnOn: open, aboutTurningOn: about };
  const isAnyUsable = passkeys.some(({ kind, otherHost }) => kind === 'passkey' && otherHost === null);
  return (
    <Setting id="passkeys-heading" title={words.heading} about={words.about}>
      <Rows
        label={words.heading}
        foot={
          canAdd ? (
            <>
              {isOnOneDevice(passkeys) && (
                <p className="hint mb-2">{canAddKey ? words.oneDevice.orCodes : words.oneDevice.another}</p>
              )}
              <AddPasskey
                isFull={passkeys.length >= limits.passkeysPerAccount}
                canAddKey={canAddKey}
                canTurnOn={!canAddKey && isAnyUsable}
                words={{ ...words, ...turnOn }}
              />
            </>
          ) : (
            <p className="hint">{words.off}</p>
          )
        }
      >
        {passkeys.length === 0 && <Row icon="passkey" title={words.none} />}
        {passkeys.map((passkey) => (
          <Row
            key={passkey.id}
            icon={passkey.kind === 'passkey' ? 'passkey' : 'key'}
            {...(passkey.otherHost && { tone: 'warning' })}
            title={<bdi>{passkey.name}</bdi>}
            note={
              <>
                <p>{passkey.otherHost ? words.otherHost({ host: passkey.otherHost }) : whereKept(words, passkey)}</p>
                <p>
                  <Rich
                    parts={words.added({
                      day: <LocalTime at={passkey.addedAt} now={now} look="day" />,
                      browser: passkey.browser,
                    })}
                  />
                  {' · '}
                  {passkey.lastUsedAt ? (
                    <Rich parts={words.lastUsed({ time: <LocalTime at={passkey.lastUsedAt} now={now} /> })} />
                  ) : (
                    words.unused
                  )}
                </p>
              </>
            }
          >
            <OpenDialog
              page={page}
              dialog="remove-passkey"
              about={passkey.id}
              id={`remove-${passkey.id}`}
              look="danger-quiet"
              className="button-small"
              aria-label={words.removeNamed(passkey)}
            >
              {words.remove}
            </OpenDialog>
            <OpenDialog
              page={page}
              dialog="rename-passkey"
              about={passkey.id}
              id={`rename-${passkey.id}`}
              className="button-small"
              aria-label={words.renameNamed(passkey)}
            >
              {words.rename}
            </OpenDialog>
          </Row>
        ))}
      </Rows>
    </Setting>
  );
}

function whereKept(words: Words['passkeys'], { kind, storage }: DescribedPasskey): string {
  return kind === 'passkey' ? words.storage[storage] : words.keyUse;
}

type AddProps = {
  isFull: boolean;
  canAddKey: boolean;
  /** Two-factor is off, and a passkey could turn it on. */
  canTurnOn: boolean;
  words: Pick<Words['passkeys'], 'add' | 'addKey' | 'full' | 'needsScript'> & {
    turnOn: string;
    aboutTurningOn: string;
  };
};

/** Whether all that signs in without a password is one passkey that can't leave its device: lost with it. */
function isOnOneDevice(passkeys: readonly DescribedPasskey[]): boolean {
  const [only, ...others] = passkeys.filter(({ kind, otherHost }) => kind === 'passkey' && !otherHost);
  return only?.storage === 'device' && others.length === 0;
}

function AddPasskey({ isFull, canAddKey, canTurnOn, words }: AddProps) {
  if (isFull) return <p className="hint">{words.full}</p>;
  return (
    <>
      {/* Without a script there is no passkey. Where one will run, the buttons work before it: they send plain forms. */}
      <div className="needs-script" data-ready>
        {canTurnOn && <p className="hint mb-2">{words.aboutTurningOn}</p>}
        <div className="flex flex-wrap gap-2">
          <OpenDialog page={page} dialog="add-passkey" id="add-passkey" className="button-small">
            <Icon name="plus" size="small" />
            {words.add}
          </OpenDialog>
          {canAddKey && (
            <OpenDialog page={page} dialog="add-security-key" id="add-security-key" className="button-small">
              <Icon name="plus" size="small" />
              {words.addKey}
            </OpenDialog>
          )}
          {canTurnOn && (
            <OpenDialog page={page} dialog="enable-by-passkey" id="enable-by-passkey" className="button-small">
              <Icon name="shield" size="small" />
              {words.turnOn}
            </OpenDialog>
          )}
        </div>
      </div>
      <noscript>
        <p className="hint">{words.needsScript}</p>
      </noscript>
    </>
  );
}
