'use client';
import { Logo } from './logo.tsx';

/** What users see when a page broke: whose fault it is, a reference for the administrator, a way on. */
export function Broken({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : null;
  return (
    <div className="signed-out">
      <title>Something broke</title>
      <header>
        <Logo />
      </header>
      <main className="card">
        <h1>Something broke on our side. It is not you.</h1>
        <p className="lead mt-2">Try again. If it stays broken, tell the administrator.</p>
        {reference && (
          <p className="hint mt-2">
            Reference: <span className="code">{reference}</span>
          </p>
        )}
        <div className="mt-6 flex gap-3">
          <button type="button" className="button button-primary" onClick={retry}>
            Try again
          </button>
          <a href="/" className="button button-quiet">
            Home
          </a>
        </div>
      </main>
    </div>
  );
}
