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
import { blocksOf } from '../../support/docs.ts';
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
  });
});

/** `npx sst deploy --stage production` of the page, without the first two words. */
const commands = blocksOf('docs/deploy.md')
  .filter(({ kind, info }) => kind === 'sh' && info === 'sst')
  .flatMap(({ text }) => text.split('\n'))
  .map((line) => line.split(' ').slice(2));

describe.skipIf(!platform.folder)(`the sst commands of the page about deploying${skipped}`, () => {
  it('go through at the engine, and what they built handles what happens there', async () => {
    // Prepare
    const address = 'security@example.com';
    const settings = { ...defaultSettings, emails: [address] };
    const engine = await startedEngine({ confirmedAddresses: [address] });
    const project = sstProject(platform.folder!, settings);
    const [diff, deploy, ...later] = commands;
    expect(later.map(([command]) => command)).toEqual(['diff', 'deploy', 'remove']);

    // Act and assess: the first deploy, and what SST keeps of it in the engine.
    const shown = await sst(project, engine.url, ...diff!);
    expect(shown).toMatchObject({ code: 0, out: expect.stringMatching(/\+ {2}AlertTopic aws:sns:Topic/) });
    const deployed = await sst(project, engine.url, ...deploy!);
    expect(deployed).toMatchObject({ code: 0, out: expect.stringMatching(/Created\s+Trail aws:cloudtrail:Trail/) });
    expect(await stateFiles(engine)).toContain('app/trailkeeper/production.json');
    const ssm = new SSMClient(clientOptions(engine));
    const Name = '/sst/passphrase/trailkeeper/production';
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    expect(Parameter?.Value).toMatch(/.{16}/);

    // The bundles SST built, in the plan's functions: a user is made, and a mail says so.
    const resources = plan(catalogue, settings);
    const built = project.bundles();
    await apply(resources.map(asSstBuilt), {
      ...clientOptions(engine),
      bundles: new Map(
        resources.flatMap(({ bundle }) => (bundle ? [[bundle, built.get(pascal(bundle))!] as const] : [])),
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

    // Upgraded and taken away again.
    for (const command of later) expect(await sst(project, engine.url, ...command)).toMatchObject({ code: 0 });
  }, 300_000);
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
