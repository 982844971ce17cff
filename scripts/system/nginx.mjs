import { findProgram } from './find-program.mjs';

/** Returns the path of nginx on this machine; undefined when there is none. */
export function findNginx() {
  return findProgram('nginx');
}
