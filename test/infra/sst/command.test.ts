import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { apply } from '../../../infra/apply/index.ts';
import { pascal } from '../../../infra/plan/names.ts';
import { plan } from '../../../infra/plan.ts';
import type { Resource } from '../../../infra/resource.ts';
import { defaultSettings } from '../../../infra/settings.ts';
import { catalogue } from '../../../rules/catalogue.ts';
import { event, record } from '../../../rules/kit/index.ts';
import { clientOptions, engine as startedEngine } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { sst } from '../../support/sst/command.ts';
import { root, sstPlatform } from '../../support/sst/platform.ts';
import { sstProject } from '../../support/sst/project.ts';

const platform = await sstPlatform();
const skipped = platform.reason && ` (skipped: ${platform.reason})`;

describe.skipIf(!platform.folder)(`sst.config.ts${skipped}`, () => {
  it("type-checks against SST's own platform", async () => {
    const { folder } = sstProject(platform.folder!);
    const tsc = path.join(root, 'node_modules/.bin/tsc');
    const { stdout } = await promisify(execFile)(tsc, ['-p', 'infra/sst'], { cwd: folder });
    expect(stdout).toBe('');
  }, 120_000);
});

describe.skipIf(!platform.folder)(`the sst command${skipped}`, () => {
  it('goes through diff and deploy at the engine, and what it built handles what happens there', async () => {
    // Prepare
    const address = 'security@example.com';
    const settings = { ...defaultSettings, emails: [address] };
    const engine = await startedEngine({ confirmedAddresses: [address] });
    const project = sstProject(platform.folder!, settings);

    // Act
    const diff = await sst(project, engine.url, 'diff');
    const deploy = await sst(project, engine.url, 'deploy');

    // Assess: both commands end well, and what SST keeps of an app is in the engine.
    expect([diff.code, deploy.code], diff.out + deploy.out).toEqual([0, 0]);
    expect(diff.out).toMatch(/\+ {2}AlertTopic aws:sns:Topic/);
    expect(deploy.out).toMatch(/Created\s+Trail aws:cloudtrail:Trail/);
    expect(deploy.out).toContain('Complete');
    expect(await stateFiles(engine)).toEqual(expect.arrayContaining(['app/trailkeeper/test.json']));
    const ssm = new SSMClient(clientOptions(engine));
    const Name = '/sst/passphrase/trailkeeper/test';
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    expect(Parameter?.Value).toMatch(/.{16}/);

    // The bundles SST built, in the plan's functions: a user is made, and a mail says so.
    const resources = plan(catalogue, settings);
    await apply(resources.map(asSstBuilt), {
      ...clientOptions(engine),
      bundles: new Map(
        resources.flatMap(({ bundle }) => (bundle ? [[bundle, project.bundles().get(pascal(bundle))!] as const] : [])),
      ),
    });
    const made = event(record('CreateUser', { request: { userName: 'mallory' } }));
    const events = new EventBridgeClient(clientOptions(engine));
    await events.send(
      new PutEventsCommand({
        Entries: [{ Source: made.source, DetailType: made['detail-type'], Detail: JSON.stringify(made.detail) }],
      }),
    );
    const mail = await eventually(async () => {
      const { mails } = (await (await fetch(`${engine.url}/_trailkeeper/inbox`)).json()) as { mails: Mail[] };
      return mails.find(({ subject }) => subject.includes('IAM user created: mallory'));
    });
    expect(mail.to).toBe(address);
  }, 240_000);
});

interface Mail {
  readonly to: string;
  readonly subject: string;
}

/** SST names the module of a package otherwise than `functions/bundle.ts` does. */
const asSstBuilt = (resource: Resource): Resource =>
  resource.bundle === undefined
    ? resource
    : { ...resource, properties: { ...resource.properties, Handler: 'bundle.handler' } };

async function stateFiles(engine: { url: string }): Promise<string[]> {
  const s3 = new S3Client({ ...clientOptions(engine), forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const Bucket = Buckets.find(({ Name }) => Name?.startsWith('sst-state-'))?.Name;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key!);
}
