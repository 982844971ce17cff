import { originOf } from './guarded-host.ts';

/** The proxies whose configuration we print: those that the tests run behind. */
export const printedProxies = ['nginx', 'caddy'] as const;
/** As their makers write them. */
export const proxyNames = { nginx: 'nginx', caddy: 'Caddy' } as const;
export type PrintedProxy = (typeof printedProxies)[number];

/** Whose configuration it is, and where the accounts server is for a proxy: an address without a path. */
type Guarded = { host: string; isHttps: boolean; accountsAddress: string };

/**
 * Returns the part of a proxy's configuration that guards one host. It takes what is the same for all of them from
 * deploy/guard, once that is copied to where the proxy keeps its own, and leaves the app's own address and the certificate to be filled in.
 */
export function proxyConfig(kind: PrintedProxy, guarded: Guarded): string {
  return kind === 'nginx' ? nginxConfig(guarded) : caddyConfig(guarded);
}

function nginxConfig({ host, isHttps, accountsAddress }: Guarded): string {
  const { hostname, port } = new URL(originOf(host, isHttps));
  const listen = isHttps ? `${port || '443'} ssl` : port || '80';
  return `server {
  listen ${listen};
  server_name ${hostname};
${isHttps ? '  # ssl_certificate and ssl_certificate_key of this host\n' : ''}  set $accounts ${accountsAddress};
  set $guarded_host ${host};
  include /etc/nginx/guard/nginx-server.conf;
  location / {
    include /etc/nginx/guard/nginx-location.conf;
    # The app
    proxy_pass http://127.0.0.1:9000;
  }
}
`;
}

function caddyConfig({ host, isHttps, accountsAddress }: Guarded): string {
  return `# Once, at the head of the Caddyfile.
# In Caddy's environment: ACCOUNTS=${new URL(accountsAddress).host}
import /etc/caddy/guard/guard.caddy

${isHttps ? '' : 'http://'}${host} {
\troute {
\t\timport guard
\t\t# The app
\t\treverse_proxy 127.0.0.1:9000
\t}
}
`;
}

/** Returns where the app's own sign-out leads: it ends what the browser holds at that host, and asks about the rest. */
export function signOutAddress({ host, isHttps }: Pick<Guarded, 'host' | 'isHttps'>): string {
  return `${originOf(host, isHttps)}/.connect/out`;
}
