import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defineSettings, type SettingsInput } from '../../infra/settings.ts';
import { awsCommand } from '../support/aws-cli.ts';
import { blocksOf, DocsShell } from '../support/docs.ts';
import { testFolder } from '../support/folder.ts';
import { running } from '../support/running.ts';

const PAGE = 'docs/deploy.md';
const root = fileURLToPath(new URL('../..', import.meta.url));
const { folder, file } = testFolder();

const linesOf = (info: string) =>
  blocksOf(PAGE)
    .filter((block) => block.kind === 'sh' && block.info === info)
    .map(({ text }) => text);

describe('the page about deploying', () => {
  it('has its commands run here, by the test of SST, or says why not', () => {
    const infos = blocksOf(PAGE).flatMap(({ kind, info }) => (kind === 'sh' ? [info] : []));
    expect(new Set(infos)).toEqual(new Set(['engine', 'here', 'sst']));
    const left = linesOf('here').flatMap((text) => text.split('\n'));
    expect(left).toEqual([
      'trailkeeper up --config trailkeeper.config.ts',
      'npm ci',
      'export AWS_PROFILE=audit-admin',
      'QUEUE=$(aws sqs get-queue-url --queue-name trailkeeper-dead-letters --output text)',
      'aws sqs receive-message --queue-url "$QUEUE" --message-attribute-names All',
      'git pull',
      'npm ci',
    ]);
  });

  it('shows settings that are taken', () => {
    const [example] = blocksOf(PAGE).filter(({ kind }) => kind === 'ts');
    const input = example!.text.match(/defineSettings\((\{[\s\S]*\})\)/)![1]!;
    const settings = defineSettings(new Function(`return ${input}`)() as SettingsInput);
    expect(settings).toMatchObject({ homeRegion: 'ap-northeast-2', emails: ['security@example.com'], language: 'ko' });
  });

  it.skipIf(!awsCommand)(
    'has commands that go through at an engine with a file of settings',
    async () => {
      const config = readFileSync(path.join(root, 'trailkeeper.config.ts'), 'utf8');
      const settings = path.join(root, 'infra/settings.ts');
      file(
        'trailkeeper.config.ts',
        config.replace('./infra/settings.ts', settings).replace('emails: []', "emails: ['a@example.com']"),
      );
      const up = await running('up', '--memory', '--port', '0', '--config', path.join(folder, 'trailkeeper.config.ts'));
      onTestFinished(() => up.kill());
      const shell = new DocsShell(folder, {
        AWS_ENDPOINT_URL: up.url,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_PAGER: '',
      });

      for (const command of linesOf('engine')) {
        const { output, code } = shell.run(`set -e\n${command}`);
        expect({ command, output, code }).toEqual({ command, output, code: 0 });
      }
      const { output } = shell.run(linesOf('engine').find((text) => text.includes('list-subscriptions-by-topic'))!);
      expect(output).toMatch(/^a@example\.com\s+arn:aws:sns:us-east-1:123456789012:trailkeeper-alerts:/m);
    },
    240_000,
  );
});
