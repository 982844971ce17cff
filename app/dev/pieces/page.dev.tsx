import { Badge } from '#app/_ui/badge.tsx';
import { Banner } from '#app/_ui/banner.tsx';
import { CheckField } from '#app/_ui/check-field.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Icon, type IconName } from '#app/_ui/icon.tsx';
import icons from '#app/_ui/icon-names.json';
import { Logo } from '#app/_ui/logo.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PasswordField } from '#app/_ui/password-field.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';

const looks = ['primary', 'quiet', 'plain', 'danger', 'danger-quiet'] as const;
const badges = ['on', 'off', 'warning', 'bad', 'hint'] as const;
const banners = ['info', 'success', 'warning'] as const;
const tones = [undefined, 'on', 'warning', 'bad'] as const;

/** Every piece of app/_ui in every state, by day and by night. In development only: the build doesn't know this page. */
export default function PiecesPage() {
  return (
    <main className="page page-wide settings">
      <title>Pieces</title>
      <PageHead title="Pieces" lead="Every piece in every state. Change the theme in the menu of any page.">
        <Logo />
      </PageHead>
      <Setting title="Buttons" about="One filled button a view; dangerous ones last.">
        <div className="card grid gap-4">
          {looks.map((look) => (
            <p key={look} className="row-act">
              <button type="button" className={`button button-${look}`}>
                {look}
              </button>
              <button type="button" className={`button button-${look} button-small`}>
                <Icon name="download" size="small" />
                small
              </button>
              <button type="button" aria-disabled="true" className={`button button-${look}`}>
                pending…
              </button>
            </p>
          ))}
        </div>
      </Setting>
      <Setting title="Badges, chips, segments">
        <div className="card grid gap-4">
          <p className="chips">
            {badges.map((look) => (
              <Badge key={look} look={look}>
                {look}
              </Badge>
            ))}
          </p>
          <p className="chips">
            <a href="#chips" className="chip" aria-current="page">
              Chosen 302
            </a>
            <a href="#chips" className="chip">
              Other 12
            </a>
          </p>
          <div className="segments">
            <button type="button" className="segment" aria-pressed="true">
              Chosen
            </button>
            <button type="button" className="segment" aria-pressed="false">
              Other
            </button>
          </div>
          <p className="pips" aria-hidden="true">
            {[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((number) => (
              <i key={number} className={number > 8 ? 'is-used' : undefined} />
            ))}
          </p>
        </div>
      </Setting>
      <Setting title="Messages" about="They stay. No toast disappears before it was read.">
        <div className="grid gap-3">
          {banners.map((look) => (
            <Banner key={look} look={look}>
              <p>{look}: your other browsers were signed out.</p>
            </Banner>
          ))}
          <div className="banner banner-error">
            <Icon name="error" className="banner-icon" />
            <p>error: incorrect email or password.</p>
          </div>
        </div>
      </Setting>
      <Setting title="Fields">
        <form className="card grid gap-5">
          <Field id="field" name="field" label="Label" hint="A hint." />
          <Field id="refused" name="refused" label="Refused" hint="A hint." error="What to do about it." />
          <PasswordField id="password" name="password" label="Password" autoComplete="off" />
          <CheckField id="check" name="check" label="A box to tick" hint="What it means." />
        </form>
      </Setting>
      <Setting title="Rows">
        <Rows label="Rows" foot={<span className="button button-quiet button-small">Add one</span>}>
          {tones.map((tone) => (
            <Row
              key={tone ?? 'plain'}
              icon="laptop"
              {...(tone && { tone })}
              title="Chrome on Linux"
              note="Active now · 127.0.0.1"
            >
              <button type="button" className="button button-quiet button-small">
                Sign out
              </button>
            </Row>
          ))}
        </Rows>
      </Setting>
      <Setting title="Nothing to show">
        <div className="card">
          <Empty icon="search">
            <p>No one matches “zzzz”.</p>
          </Empty>
        </div>
      </Setting>
      <Setting title="Icons" about="Names in app/_ui/icon-names.json; node scripts/icons.mjs writes the style sheet.">
        <ul className="card grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-3">
          {(Object.keys(icons) as IconName[]).map((name) => (
            <li key={name} className="flex items-center gap-2">
              <Icon name={name} />
              <small>{name}</small>
            </li>
          ))}
        </ul>
      </Setting>
    </main>
  );
}
