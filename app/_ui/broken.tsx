'use client';
import { useBrokenWords } from './kit-words.tsx';
import { Sign } from './sign.tsx';

/** What users see when a page broke: whose fault it is, a reference for the administrator, a way on. */
export function Broken({ error, retry }: { error: unknown; retry: () => void }) {
  const words = useBrokenWords();
  const reference = typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : null;
  const [before, after] = words.reference?.split('{reference}') ?? [];
  return (
    <div className="signed-out">
      <title>{words.title}</title>
      <main className="card">
        <Sign icon="warning" isWarning />
        <h1>{words.title}</h1>
        <p className="lead mt-2">{words.text}</p>
        {reference && (
          <p className="hint mt-2">
            {before}
            <bdi dir="ltr" className="code">
              {reference}
            </bdi>
            {after}
          </p>
        )}
        <div className="mt-6 flex gap-3">
          <button type="button" className="button button-primary" onClick={retry}>
            {words.again}
          </button>
          <a href="/" className="button button-quiet">
            {words.home}
          </a>
        </div>
      </main>
    </div>
  );
}
