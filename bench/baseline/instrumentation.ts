/** Does nothing. Without this file the build takes the one of the project above. */
export function register(): void {}
