import { connect as connectInClear } from 'node:net';
import { connect } from 'node:tls';
import { expect, test } from './fixtures/cluster-test.ts';

// Two servers that disagree about where a request ends let one user write the beginning of another's (CWE-444).

const HIDDEN = 'GET /api/health?hidden HTTP/1.1\r\nHost: localhost\r\n\r\n';
const head = (...lines: string[]) => ['POST /login HTTP/1.1', 'Host: localhost', ...lines, '', ''].join('\r\n');
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

const attacks: Record<string, string> = {
  'CL.TE: the length says more than the chunks': `${head(`Content-Length: ${HIDDEN.length + 5}`, 'Transfer-Encoding: chunked')}0\r\n\r\n${HIDDEN}`,
  'TE.CL: the chunks say more than the length': `${head('Content-Length: 4', 'Transfer-Encoding: chunked')}${chunk(HIDDEN)}0\r\n\r\n`,
  'two lengths': `${head('Content-Length: 0', `Content-Length: ${HIDDEN.length}`)}${HIDDEN}`,
  'a list of lengths': `${head(`Content-Length: 0, ${HIDDEN.length}`)}${HIDDEN}`,
  'Transfer-Encoding: x': `${head('Transfer-Encoding: x', `Content-Length: ${HIDDEN.length}`)}${HIDDEN}`,
  'Transfer-Encoding: x alone': `${head('Transfer-Encoding: x')}0\r\n\r\n${HIDDEN}`,
  'chunked, said twice': `${head('Transfer-Encoding: chunked', 'Transfer-Encoding: identity')}0\r\n\r\n${HIDDEN}`,
  'a blank before the colon': `${head('Transfer-Encoding : chunked', `Content-Length: ${HIDDEN.length}`)}${HIDDEN}`,
  'a folded header': `${head('X: y\r\n Transfer-Encoding: chunked', 'Content-Length: 0, 5')}${HIDDEN}`,
};

/** Returns the status lines received over one connection, which the server must close. */
async function statuses(text: string, open: () => import('node:net').Socket): Promise<number[]> {
  const socket = open();
  let answer = '';
  socket.on('data', (part: Buffer) => {
    answer += part.toString('latin1');
  });
  await new Promise<void>((closed, failed) => {
    socket.once('close', () => closed()).once('error', failed);
    socket.setTimeout(10_000, () =>
      failed(new Error(`The connection was not closed. So far: ${answer.slice(0, 200)}`)),
    );
    socket.write(text, 'latin1');
  }).finally(() => socket.destroy());
  return [...answer.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map(([, status]) => Number(status));
}

for (const [name, text] of Object.entries(attacks)) {
  test(`attack: request smuggling, ${name}: refused by nginx, and by an instance alone`, async ({
    cluster,
    tolerate,
  }) => {
    // Next's message about a request whose connection Node has closed.
    tolerate(/^Error: aborted|^\s+at |ECONNRESET/);
    const { port } = new URL(cluster.origin);
    const throughNginx = () =>
      connect({ host: '127.0.0.1', port: Number(port), ca: cluster.nginx.certificate, servername: 'localhost' });
    const alone = () => connectInClear(Number(new URL(cluster.instances[0]?.origin ?? '').port), '127.0.0.1');
    for (const open of [throughNginx, alone]) {
      const [status, ...more] = await statuses(text, open);
      expect([400, 501]).toContain(status);
      expect(more).toEqual([]);
    }
    expect((await cluster.client().open('/login')).status).toBe(200);
  });
}
