'use client';

/** A way to look what has become of a form whose answer never came. */
export function ReloadLink() {
  return (
    <button type="button" className="link font-semibold" onClick={() => window.location.reload()}>
      Reload the page to see
    </button>
  );
}
