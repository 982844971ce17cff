import { settings } from '#lib/config/env.ts';
import { titleOf } from './_frame/title.ts';
import { Logo } from './_ui/logo.tsx';
import { Sign } from './_ui/sign.tsx';

/** Plain on purpose: Next sends this page along with every other one. */
export default function NotFound() {
  return (
    <div className="signed-out">
      <title>{titleOf('Not found')}</title>
      <header>
        <a href="/" className="brand px-2">
          <Logo />
          {settings().appName}
        </a>
      </header>
      <main className="card">
        <Sign icon="search" />
        <h1>There is no page here.</h1>
        <p className="mt-2 text-muted">The address may be mistyped, or the page may have moved.</p>
        <a href="/" className="button button-primary button-wide mt-6">
          Home
        </a>
      </main>
    </div>
  );
}
