import { LocalTime } from '#app/_ui/local-time.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { MINUTE_MS } from '#lib/config/limits.ts';
import type { AppDetails } from '#lib/flows/apps/describe-apps.ts';
import type { Words } from '#lib/words/shape.ts';
import type { DialogAct } from '../app-acts.ts';

type Props = { details: AppDetails; path: string; now: Date; words: Words['adminApps'] };

/** Who can use an app, how people sign in to it, its secret, and whether it's still needed; with what changes each. */
export function AppSettings({ details, path, now, words }: Props) {
  const { app, client, groups, hosts, oldSecretUntil } = details;
  const { access, home, signIn, signOut, guarding, settings } = words;
  const hasSecret = client.kind === 'confidential';
  const isChangedHere = app.source !== 'file';
  const change = (act: DialogAct, label: string, rest: Partial<React.ComponentProps<typeof OpenDialog>> = {}) =>
    isChangedHere ? (
      <OpenDialog page={path} dialog={act} id={act} className="button-small" {...rest}>
        {label}
      </OpenDialog>
    ) : null;
  const foot = (act: DialogAct, title: string) =>
    isChangedHere && (
      <div className="card-foot">{change(act, words.change, { 'aria-label': `${words.change}: ${title}` })}</div>
    );
  const end = app.disabledAt ? ('enable' as const) : ('disable' as const);
  const secretNote = oldSecretUntil ? (
    <Rich parts={words.oldSecretUntil({ time: <LocalTime at={oldSecretUntil} now={now} look="moment" /> })} />
  ) : (
    settings.secretNote
  );
  return (
    <>
      <Setting title={access.title} about={access.about}>
        <Rows
          label={access.title}
          foot={change('access', words.change, { 'aria-label': `${words.change}: ${access.title}` })}
        >
          {app.openTo === 'everyone' ? (
            <Row icon="world" title={access.everyone} />
          ) : groups.length > 0 ? (
            groups.map(({ name, title }) => (
              <Row key={name} icon="group" title={<bdi>{title}</bdi>} note={<span translate="no">{name}</span>} />
            ))
          ) : (
            <li className="row text-muted">{access.noOne}</li>
          )}
        </Rows>
      </Setting>
      <Setting title={home.title} about={home.about}>
        <div className="card card-flush">
          <dl className="facts">
            <Fact name={home.name}>
              <bdi>{app.name}</bdi>
            </Fact>
            <Fact name={home.description}>{app.description ? <bdi>{app.description}</bdi> : home.none}</Fact>
            <Fact name={home.launchUrl}>{app.launchUrl ? <Verbatim>{app.launchUrl}</Verbatim> : home.none}</Fact>
            <Fact name={home.onHome}>{app.launchUrl && app.onHome === 'shown' ? home.shown : home.hidden}</Fact>
          </dl>
          {foot('edit', home.title)}
        </div>
      </Setting>
      <Setting title={signIn.title} about={signIn.about}>
        <div className="card card-flush">
          <dl className="facts">
            <Fact name={signIn.factors}>{app.demands === 'second-factor' ? signIn.required : signIn.notRequired}</Fact>
            <Fact name={signIn.age}>
              {app.maxSignInAgeMs === null ? signIn.anyAge : signIn.upTo({ minutes: app.maxSignInAgeMs / MINUTE_MS })}
            </Fact>
            <Fact name={signIn.kind}>{words.kinds[client.kind]}</Fact>
          </dl>
          {foot('sign-in', signIn.title)}
        </div>
      </Setting>
      {client.kind !== 'guarded' && (
        <Setting title={signOut.title} about={signOut.about}>
          <div className="card card-flush">
            <dl className="facts">
              <Fact name={signOut.endsWith}>{signOut[client.endsWith]}</Fact>
              <Fact name={signOut.backChannel}>
                {client.backchannelUri ? <Verbatim>{client.backchannelUri}</Verbatim> : signOut.untold}
              </Fact>
            </dl>
            {foot('sign-out', signOut.title)}
          </div>
        </Setting>
      )}
      <Setting title={guarding.title} about={guarding.about}>
        <div className="card card-flush">
          <dl className="facts">
            <Fact name={guarding.hosts}>{hosts.length > 0 ? <Lines of={hosts} /> : guarding.none}</Fact>
            {hosts.length > 0 && (
              <>
                <Fact name={guarding.openPaths}>
                  {app.openPaths.length > 0 ? <Lines of={app.openPaths} /> : guarding.none}
                </Fact>
                <Fact name={guarding.remoteUser}>{guarding[app.remoteUser]}</Fact>
              </>
            )}
          </dl>
          {foot('hosts', guarding.title)}
        </div>
      </Setting>
      {isChangedHere && (
        <Setting title={settings.title} about={hasSecret ? settings.about : settings.aboutWithoutSecret}>
          <Rows label={settings.title}>
            {hasSecret && (
              <Row icon="key" title={settings.secret} note={secretNote} noteId="secret-note">
                {change('secret', settings.secret, { 'aria-describedby': 'secret-note' })}
              </Row>
            )}
            <Row
              icon={end === 'disable' ? 'ban' : 'done'}
              title={settings[end]}
              note={settings[`${end}Note`]}
              noteId="end-note"
            >
              {change(end, settings[end], {
                'aria-describedby': 'end-note',
                ...(end === 'disable' && { look: 'danger-quiet' }),
              })}
            </Row>
            <Row
              icon="trash"
              title={settings.remove}
              note={hasSecret ? settings.removeNote : settings.removeNoteWithoutSecret}
              noteId="remove-note"
            >
              {change('remove', settings.remove, { 'aria-describedby': 'remove-note', look: 'danger-quiet' })}
            </Row>
          </Rows>
        </Setting>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Lines({ of }: { of: readonly string[] }) {
  return of.map((line) => (
    <div key={line}>
      <Verbatim>{line}</Verbatim>
    </div>
  ));
}

function Verbatim({ children }: { children: string }) {
  return (
    <bdi dir="ltr" translate="no">
      {children}
    </bdi>
  );
}
