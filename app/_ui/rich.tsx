import { createElement, Fragment } from 'react';

/** A sentence of the catalogue with elements in it, in its order. Not an array in JSX: its elements would need keys. */
export function Rich({ parts }: { parts: readonly React.ReactNode[] }) {
  return createElement(Fragment, null, ...parts);
}
