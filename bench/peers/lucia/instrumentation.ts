/** Does nothing. Without this file the build would use that of the project above. */
export function register(): void {}
