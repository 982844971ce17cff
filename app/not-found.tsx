import { titleOf } from './_frame/title.ts';
import { Logo } from './_ui/logo.tsx';

/** Plain on purpose: Next sends this page along with every other one. */
export default function NotFound() {
  return (
    <div className="signed-out">
      <title>{titleOf('Not found')}</title>
      <Logo size={40} />
      <main className="card mt-5 w-full max-w-104">
        <h1>There is no page here.</h1>
        <p className="mt-2 mb-6 text-muted">The address may be mistyped, or the page may have moved.</p>
        <a href="/" className="button button-primary">
          Home
        </a>
      </main>
    </div>
  );
}
