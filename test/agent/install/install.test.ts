import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { installAgent } from '../../../agent/install/index.ts';
import { requireNode, uninstall } from '../../../agent/install/install.ts';
import { paths } from '../../../agent/install/unit.ts';
import { folder } from '../../support/agent.ts';
import { trailkeeper } from '../../support/cli.ts';

const has = (command: string) => ['/usr/bin', '/bin'].some((place) => existsSync(path.join(place, command)));

describe('an installation into an image', () => {
  it('is a bundle that runs, a unit systemd accepts, and a policy of no more than is needed; and goes again', async () => {
    const root = folder();
    const config = path.join(folder(), 'logs.json');
    writeFileSync(
      config,
      '{"logs":{"logs_collected":{"files":{"collect_list":[{"file_path":"/var/log/a.log","log_group_name":"app"}]}}}}',
    );
    const key = { id: 'AKIA', secret: 'hidden' };
    await installAgent({ files: [config], parameters: [], root, region: 'eu-west-1', accessKey: key });
    const at = (file: string) => path.join(root, file);
    const said = execFileSync(process.execPath, [at(paths.program), 'agent', 'check', '--config', config], {
      encoding: 'utf8',
    });
    expect(said).toContain('The settings are right.');
    if (has('systemd-analyze')) execFileSync('systemd-analyze', ['verify', at(paths.unit)], { stdio: 'pipe' });
    expect(statSync(at(paths.environment)).mode & 0o777).toBe(0o600);
    const policy = JSON.parse(readFileSync(at(paths.policy), 'utf8')) as {
      Statement: { Action: string[]; Resource: string[] }[];
    };
    expect(policy.Statement.flatMap(({ Action }) => Action)).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'logs:CreateLogGroup',
    ]);
    expect(policy.Statement[0]?.Resource[0]).toBe('arn:aws:logs:*:*:log-group:app');
    uninstall(root, true);
    for (const file of [paths.unit, paths.program, paths.settings]) expect(existsSync(at(file))).toBe(false);
  });

  it('starts the Node it is told to, and says where the image has none', async () => {
    const root = folder();
    const config = path.join(folder(), 'awslogs.conf');
    writeFileSync(config, '[a]\nfile = /var/log/a.log\nlog_group_name = app\nlog_stream_name = s\n');
    const told = await trailkeeper('agent', 'install', '--config', config, '--root', root, '--node', '/usr/bin/node');
    expect([told.code, told.err]).toEqual([
      0,
      expect.stringContaining(`starts /usr/bin/node, which is not in ${root}`),
    ]);
    expect(readFileSync(path.join(root, paths.unit), 'utf8')).toMatch(/^ExecStart=\/usr\/bin\/node .*agent run/m);

    mkdirSync(path.join(root, 'usr/bin'), { recursive: true });
    writeFileSync(path.join(root, 'usr/bin/node'), '');
    expect(
      (await trailkeeper('agent', 'install', '--config', config, '--root', root, '--node', '/usr/bin/node')).err,
    ).toBe('');

    const wrong = await trailkeeper('agent', 'install', '--config', config, '--root', root, '--node', 'node');
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('--node: node is not a whole path')]);
  });

  it('is refused on a Node it cannot run on, with what to do', () => {
    expect(() => requireNode('16.20.2')).toThrow(/Node 16\.20\.2 is too old: the agent needs 20 or later.*glibc 2\.28/);
  });
});
