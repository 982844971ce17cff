type Facts = { role: string; database: string };

/** What an administrator can do about an error of the driver or the server, by its code (SQLSTATE, Node, OpenSSL). */
const fixes: Readonly<Record<string, (facts: Facts) => string>> = {
  '28P01': ({ role }) => `Write the password of ${role} into DATABASE_URL, with / ? # @ : % in it as %XX`,
  '3D000': ({ role, database }) =>
    `Make it: create database "${database}" owner "${role}" encoding 'UTF8' template template0`,
  '42501': ({ role }) =>
    `Everything has to belong to the role ${role}: as the owner, "alter table … owner to", or start with the role that made it`,
  ECONNREFUSED: () => 'Is the server running, and does it listen there?',
  ENOTFOUND: () => 'Is that the host? A password with / ? # @ : % in it ends too early: write these as %XX',
  ERR_TLS_CERT_ALTNAME_INVALID: () => 'Name the host in DATABASE_URL as its certificate does',
  CERT_HAS_EXPIRED: () => 'Renew the certificate of the database server',
};
const ofAuthority = () =>
  'Its certificate comes from an authority that this machine does not know: name the file of that authority, sslrootcert=/path/to/ca.pem, at the end of DATABASE_URL';
const unknownAuthority = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
];

/** Throws `error` with what to do about it at the end of its message, where that is known. */
export function throwWithFix(error: unknown, url: string): never {
  if (error instanceof Error) {
    const fix = fixOf(error, url);
    if (fix && !error.message.endsWith(fix)) error.message = `${error.message}. ${fix}`;
  }
  throw error;
}

function fixOf(error: Error & { code?: unknown }, url: string): string | undefined {
  if (/does not support SSL/i.test(error.message))
    return 'Switch TLS on at the server; where only a private network lies between, write ?sslmode=disable at the end of DATABASE_URL';
  const code = error.code === 'EAI_AGAIN' ? 'ENOTFOUND' : String(error.code);
  if (unknownAuthority.includes(code)) return ofAuthority();
  const { username, pathname, searchParams } = new URL(url);
  return fixes[code]?.({
    role: decodeURIComponent(username) || searchParams.get('user') || 'ROLE',
    database: decodeURIComponent(pathname.slice(1)) || 'NAME',
  });
}
