import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateDocumentCommand, DescribeDocumentCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleAgent } from '../../../agent/install/bundle.ts';
import { paths, SERVICE } from '../../../agent/install/unit.ts';
import { agentDocument, agentUserData } from '../../../infra/agent/index.ts';
import { clientOptions, engine } from '../../support/engine.ts';
import { testFolder } from '../../support/folder.ts';
import { instanceMetadata } from '../../support/instance-metadata.ts';
import { hasSandbox, sandboxed } from '../../support/sandbox.ts';

const { folder, file } = testFolder();
const installation = {
  region: 'us-east-1',
  bucket: 'artefacts',
  key: 'agent/1.0+x/agent.cjs',
  parameter: 'AmazonCloudWatch-host',
};
interface Document {
  parameters: Record<string, { default: string; allowedPattern?: string }>;
  mainSteps: { action: string; inputs: { destinationPath?: string; sourceInfo?: string; runCommand?: string[] } }[];
}
const documentOf = (of = installation): Document => JSON.parse(agentDocument(of)) as Document;

/** The document's script, as SSM runs it. */
const scriptOf = (values: Readonly<Record<string, string>>): string => {
  const { runCommand = [] } = documentOf().mainSteps[1]!.inputs;
  return runCommand.join('\n').replaceAll(/\{\{ (\w+) \}\}/g, (_, name: string) => values[name]!);
};
const install = { Action: 'Install', Settings: installation.parameter };

/** A folder of stand-ins for programs; the system's own are found behind it, Node only if it is linked here. */
function programs(name: string, scripts: Readonly<Record<string, string>>, node = true): string {
  const bin = path.join(folder, name);
  mkdirSync(bin);
  for (const [program, text] of Object.entries(scripts)) {
    writeFileSync(path.join(bin, program), `#!/bin/sh\n${text}\n`);
    chmodSync(path.join(bin, program), 0o755);
  }
  if (node) symlinkSync(process.execPath, path.join(bin, 'node'));
  return bin;
}

/** Notes what it is asked; the service runs once it has been started. */
const SYSTEMCTL = `echo "systemctl $*" >>/opt/asked
[ "$1" != is-active ] || [ -e /opt/started ]
[ "$1" != restart ] || touch /opt/started`;

describe.each([
  ['user data', () => agentUserData(installation)],
  ['the document\u2019s script', () => scriptOf(install)],
])('%s', (_, text) => {
  it('is a script every POSIX shell reads', () => {
    for (const shell of ['sh', 'bash']) {
      expect(spawnSync(shell, ['-n'], { input: text(), encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    }
  });

  it('holds no reference of CloudFormation but the settings\u2019 own, and fits where it goes', () => {
    expect(text()).not.toContain('${');
    expect(agentUserData({ ...installation, bucket: 'artefacts-${AWS::AccountId}' })).toContain(
      "'artefacts-${AWS::AccountId}'",
    );
    expect(Buffer.byteLength(text())).toBeLessThan(16 * 1024);
  });

  it('names the places the agent installs itself to', () => {
    for (const place of [paths.program, paths.unit, SERVICE]) expect(text()).toContain(place);
  });
});

describe('the document', () => {
  it('is a Command document for Linux that SSM takes', async () => {
    const { url } = await engine();
    const ssm = new SSMClient(clientOptions({ url }));
    const Name = 'trailkeeper-agent';
    const Content = agentDocument(installation);
    await ssm.send(new CreateDocumentCommand({ Name, Content, DocumentType: 'Command', DocumentFormat: 'JSON' }));
    const { Document } = await ssm.send(new DescribeDocumentCommand({ Name }));
    expect(Document).toMatchObject({
      SchemaVersion: '2.2',
      PlatformTypes: ['Linux'],
      Parameters: [
        { Name: 'Action', Type: 'String', DefaultValue: 'Install' },
        { Name: 'Settings', Type: 'String', DefaultValue: installation.parameter },
      ],
    });
  });

  it('takes no name of settings that a shell would read as more than a name', () => {
    const { default: name, allowedPattern } = documentOf().parameters.Settings!;
    const allowed = new RegExp(allowedPattern!);
    expect([name, "a'; reboot '", 'a b', ''].map((text) => allowed.test(text))).toEqual([true, false, false, false]);
  });
});

describe.skipIf(!hasSandbox)('on a host', () => {
  let program: Uint8Array;
  beforeAll(async () => {
    program = await bundleAgent();
  });

  it('user data gets the agent with the instance\u2019s role, installs it once, and it delivers', {
    timeout: 240_000,
  }, async () => {
    // Prepare
    const keys = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'the-secret' };
    const { url } = await engine({ authFile: file('keys.json', JSON.stringify({ [keys.id]: keys.secret })) });
    const options = {
      ...clientOptions({ url }),
      credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret },
    };
    const s3 = new S3Client({ ...options, forcePathStyle: true });
    const { bucket: Bucket, key: Key, parameter: Name } = installation;
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: program }));
    const collected = { file_path: file('app.log', 'from the host\n'), log_group_name: 'app' };
    const Value = JSON.stringify({ logs: { logs_collected: { files: { collect_list: [collected] } } } });
    await new SSMClient(options).send(new PutParameterCommand({ Name, Value, Type: 'String' }));
    const metadata = await instanceMetadata(keys);
    const sha256 = createHash('sha256').update(program).digest('hex');
    const script = file('user-data', agentUserData({ ...installation, sha256 }));
    const other = file(
      'other',
      agentUserData({ ...installation, sha256: sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }),
    );
    const bin = programs('ec2', { systemctl: SYSTEMCTL, 'systemd-sysusers': 'echo "systemd-sysusers $*"' });
    // Act
    const { output, code } = await sandboxed(
      `sh ${other} || [ -e /opt/trailkeeper ] || echo another program is not installed
      sh ${script}
      grep -c restart /opt/asked
      sh ${script}
      grep -c restart /opt/asked
      ls -A /var/lib/trailkeeper-agent-install 2>/dev/null || echo nothing left
      set -a; . ${paths.environment}
      eval "$(sed -n 's/^ExecStart=//p' ${paths.unit} | sed 's#--log [^ ]*##') --once"`,
      {
        PATH: `${bin}:/usr/bin:/bin:/usr/sbin:/sbin`,
        AWS_ENDPOINT_URL: url,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url,
      },
    );
    await metadata.close();
    // Assess
    expect([code, output]).toEqual([0, expect.stringContaining('another program is not installed\n')]);
    expect(output).toContain(
      '\n1\ntrailkeeper-agent: this program runs with these settings already\n1\nnothing left\n',
    );
    const { events } = await new CloudWatchLogsClient(options).send(
      new FilterLogEventsCommand({ logGroupName: 'app' }),
    );
    expect(events).toMatchObject([{ message: 'from the host', logStreamName: 'i-0123456789abcdef0' }]);
  });

  it('the document\u2019s steps install the agent and take it away', async () => {
    const { destinationPath, sourceInfo } = documentOf().mainSteps[0]!.inputs;
    expect(JSON.parse(sourceInfo!)).toEqual({
      path: `https://s3.us-east-1.amazonaws.com/${installation.bucket}/${installation.key}`,
    });
    const bundle = path.join(folder, 'agent.cjs');
    writeFileSync(bundle, program);
    const bin = programs('ssm', { systemctl: SYSTEMCTL, 'systemd-sysusers': '' });
    const { output, code } = await sandboxed(
      `mkdir ${path.dirname(destinationPath!)}
      cp ${bundle} ${destinationPath}
      sh ${file('install', scriptOf({ ...install, Settings: '/teams/web' }))}
      grep ^ExecStart ${paths.unit}
      mkdir ${path.dirname(destinationPath!)}
      cp ${bundle} ${destinationPath}
      sh ${file('uninstall', scriptOf({ ...install, Action: 'Uninstall' }))}
      [ ! -e ${paths.unit} ]
      cat /opt/asked`,
      { PATH: `${bin}:/usr/bin:/bin:/usr/sbin:/sbin` },
    );
    expect([code, output]).toEqual([0, expect.stringMatching(/ExecStart=.* --config ssm:\/teams\/web /)]);
    expect(output).toContain(`systemctl disable --now ${SERVICE}`);
  });

  it.each([
    ['dnf', '[ "$3" = -q ] && [ "$4" = nodejs22 ]', 'node-22'],
    ['apt-get', 'true', 'node'],
  ])('Node is brought by %s where there is none, or it is said', async (manager, answers, name) => {
    const tools = ['sh', 'cat', 'mkdir', 'rm', 'ln', 'mount'];
    const link = `ln -s ${process.execPath} /opt/${name}`;
    const bin = programs(manager, { [manager]: `echo "${manager} $*"; ${answers} && ${link}`, systemctl: '' }, false);
    for (const tool of tools) symlinkSync(`/usr/bin/${tool}`, path.join(bin, tool));
    const none = programs(`no-${manager}`, {}, false);
    for (const tool of tools) symlinkSync(`/usr/bin/${tool}`, path.join(none, tool));
    const script = file(`${manager}.sh`, scriptOf({ ...install, Action: 'Uninstall' }));
    const brought = await sandboxed(`cd /; sh ${script}; true`, { PATH: `${bin}:/opt` });
    expect(brought.output).toContain(manager);
    expect(brought.output).not.toContain('no Node 20');
    const missing = await sandboxed(`sh ${script}`, { PATH: none });
    expect(missing).toMatchObject({ code: 1, output: expect.stringContaining('no Node 20 or later') });
  });
});
