import { settings } from '#lib/config/env.ts';
import { brand } from '#lib/web/brand.ts';
import { myWords } from '#lib/web/words.ts';
import { titleOf } from './_frame/title.ts';
import { Logo } from './_ui/logo.tsx';
import { Sign } from './_ui/sign.tsx';

/** Plain on purpose: Next sends this page along with every other one. */
export default async function NotFound() {
  const { notFound: words, home } = (await myWords()).frame;
  return (
    <div className="signed-out">
      <title>{titleOf(words.title)}</title>
      <header>
        <a href="/" className="brand px-2">
          <Logo brand={brand()} />
          {settings().appName}
        </a>
      </header>
      <main className="card">
        <Sign icon="search" />
        <h1>{words.title}</h1>
        <p className="mt-2 text-muted">{words.text}</p>
        <a href="/" className="button button-primary button-wide mt-6">
          {home}
        </a>
      </main>
      <span className="page-end" />
    </div>
  );
}
