'use client';
import { type Attributes, type ComponentType, createElement, lazy } from 'react';

/**
 * Returns a component whose scripts are loaded when it's shown. A client module has to make it: of what a server component
 * imports, even by `import()`, all comes with its page. It waits behind no Suspense boundary, so that without scripts the
 * whole of it is in the page. A function, since React takes no `lazy` from a server component.
 */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const loaded = lazy<ComponentType<Props>>(async () => ({ default: await load() }));
  return (props: Props) => createElement(loaded, props as Props & Attributes);
}
