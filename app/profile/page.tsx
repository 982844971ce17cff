import { readTheme } from '#app/_frame/theme.ts';
import { ThemePicker } from '#app/_frame/theme-picker.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Form } from '#app/_ui/form.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { pageError } from '#lib/web/page-error.ts';
import { type CurrentUser, requireSession } from '#lib/web/session.ts';
import { unsaved } from '#lib/web/unsaved.ts';
import { myWords } from '#lib/web/words.ts';
import type { Words } from '#lib/words/shape.ts';
import { ACCOUNT_FILE } from './data/file-name.ts';
import { EmailSection } from './email-section.tsx';
import { NameForm } from './name-form.tsx';
import { ProfileDialog } from './profile-dialog.tsx';

export default async function ProfilePage({ searchParams }: PageProps<'/profile'>) {
  const signed = await requireSession('/profile');
  const query = await searchParams;
  const { dialog } = query;
  const { profile: words, frame } = await myWords();
  const { aboutYou, theme, data, deletion } = words;
  const typed = await unsaved(signed.userId, '/profile');
  return (
    <>
      <div className="settings">
        <Setting title={aboutYou.heading} about={aboutYou.about}>
          <NameForm
            words={words.nameForm}
            name={signed.name}
            unsaved={typed['name'] ?? null}
            pageTitle={titleOf(words.title)}
          />
        </Setting>
        <EmailSection
          words={words.email}
          email={signed.email}
          isVerified={signed.isEmailVerified}
          use={useOf(signed)}
          sent={query['done'] === 'email' ? 'change' : query['done'] === 'confirm' ? 'confirm' : null}
        />
        <Setting title={theme.heading} about={theme.about}>
          <div className="card card-flush card-body">
            <div className="w-fit max-w-full">
              <ThemePicker chosen={await readTheme()} words={frame.theme} />
            </div>
          </div>
        </Setting>
        <Setting title={data.heading} about={data.about}>
          <Rows>
            <Row icon="file" title={<bdi dir="ltr">{ACCOUNT_FILE}</bdi>} note={data.note}>
              <Form method="post" action="/profile/data">
                <button type="submit" className="button button-quiet button-small">
                  <Icon name="download" size="small" />
                  {data.download}
                </button>
              </Form>
            </Row>
          </Rows>
        </Setting>
        <Setting title={deletion.heading} about={deletion.about} id="delete-heading">
          <Rows>
            <Row icon="trash" tone="bad" title={deletion.title} note={deletion.note}>
              <OpenDialog page="/profile" dialog="delete" id="delete" look="danger-quiet" className="button-small">
                {deletion.open}
              </OpenDialog>
            </Row>
          </Rows>
        </Setting>
      </div>
      {(dialog === 'email' || dialog === 'delete') && (
        <ProfileDialog
          signed={signed}
          dialog={dialog}
          isRecovery={query['method'] === 'one-time-password'}
          notice={await pageError(query)}
          unsavedEmail={typed['email'] ?? ''}
        />
      )}
    </>
  );
}

/** What the account's email is good for, beside mail. */
function useOf({ hasPassword, twoFactorSince }: CurrentUser): keyof Words['profile']['email']['uses'] {
  if (twoFactorSince) return hasPassword ? 'signInAndApp' : 'app';
  return hasPassword ? 'signIn' : 'none';
}
