import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import { PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, describe, expect, it } from 'vitest';
import { logsClient, requireProxies } from '../../../agent/delivery/client.ts';
import { readProxyConf } from '../../../agent/settings/common-config.ts';
import { loadSettings } from '../../../agent/settings/load.ts';
import { folder } from '../../support/agent.ts';
import { type LogSink, logSink } from '../../support/log-sink.ts';
import { tlsEndpoint } from '../../support/tls-endpoint.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** A proxy that passes on, and remembers what it was asked for. */
async function proxy() {
  const asked: string[] = [];
  const server = createServer((incoming, answer) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const { method, headers } = incoming;
    incoming.pipe(
      request(incoming.url ?? '', { method, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(answer);
      }),
    );
  });
  server.on('connect', ({ url = '' }, socket) => {
    asked.push(`CONNECT ${url}`);
    const to = connect(Number(url.split(':')[1]), url.split(':')[0], () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(to).pipe(socket);
    });
    for (const each of [to, socket]) each.on('error', () => to.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close() {
      server.close();
      server.closeAllConnections();
    },
  });
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const never = () => Promise.reject(new Error('nothing is in SSM here'));
const to = (url: string) => ({ url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
const events = () =>
  new PutLogEventsCommand({ logGroupName: 'g', logStreamName: 's', logEvents: [{ timestamp: 1, message: 'm' }] });

async function sink(): Promise<LogSink> {
  const made = await logSink();
  open.push(made);
  return made;
}

describe('requests through a proxy', () => {
  it.skipIf(!hasOpenssl)(
    'go to a TLS endpoint by CONNECT, as common-config.toml says, with its CA bundle',
    async () => {
      const home = folder();
      const endpoint = await tlsEndpoint(home);
      open.push(endpoint);
      const through = await proxy();
      const toml = `[proxy]\nhttps_proxy = "${through.url}"\n[ssl]\nca_bundle_path = "${endpoint.certificate}"\n`;
      writeFileSync(path.join(home, 'common-config.toml'), toml);
      writeFileSync(path.join(home, 'agent.json'), '{"agent":{}}');
      const { settings } = await loadSettings([path.join(home, 'agent.json')], never);
      const arrived = endpoint.events(1);
      await logsClient({ region: 'us-east-1', common: settings.common, to: to(endpoint.url) }).send(events());
      await arrived;
      expect(through.asked).toEqual([`CONNECT localhost:${endpoint.port}`]);
    },
  );

  it('go to a plain endpoint by its full address, as proxy.conf says, and not to hosts it leaves out', async () => {
    const home = folder();
    const through = await proxy();
    const [proxied, direct] = [await sink(), await sink()];
    const direction = `http://localhost:${new URL(direct.url).port}`;
    writeFileSync(path.join(home, 'proxy.conf'), `HTTP_PROXY=${through.url}\nHTTPS_PROXY=\nNO_PROXY=localhost\n`);
    const conf = path.join(home, 'awslogs.conf');
    writeFileSync(conf, '[a]\nfile = /a\nlog_group_name = g\nlog_stream_name = s\n');
    const { settings } = await loadSettings([conf], never);
    for (const url of [proxied.url, direction]) {
      await logsClient({ region: 'us-east-1', common: settings.common, to: to(url) }).send(events());
    }
    expect(settings.common).toMatchObject({ httpProxy: through.url, httpsProxy: undefined, noProxy: 'localhost' });
    expect(through.asked).toEqual([`POST ${proxied.url}/`]);
    expect([proxied.messages.size, direct.messages.size]).toEqual([1, 1]);
  });

  it('are none where proxy.conf is as the package brings it', () => {
    const none = { httpProxy: undefined, httpsProxy: undefined, noProxy: undefined };
    expect(readProxyConf('HTTP_PROXY=\nHTTPS_PROXY=\nNO_PROXY=\n')).toEqual(none);
  });

  it('are refused by name on a Node that knows no proxies', () => {
    for (const version of ['24.5.0', '24.21.0', '22.21.1', '26.1.0'])
      expect(() => requireProxies(version)).not.toThrow();
    for (const version of ['20.20.2', '22.20.0', '24.4.1']) expect(() => requireProxies(version)).toThrow(/Node 24\.5/);
  });
});
