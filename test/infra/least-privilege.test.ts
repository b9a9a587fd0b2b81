import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { IAMClient } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../engine/index.ts';
import { startEngine } from '../../engine/index.ts';
import { loadBundles } from '../../functions/bundles.ts';
import { apply } from '../../infra/apply/index.ts';
import { plan } from '../../infra/plan.ts';
import { defineSettings } from '../../infra/settings.ts';
import { catalogue, configRules } from '../../rules/catalogue.ts';
import { record } from '../../rules/kit/index.ts';
import { clientOptions } from '../support/engine.ts';
import {
  alarmEvent,
  alertEvent,
  complianceEvent,
  EVENT_TIME,
  itemEvent,
  itemOf,
  ruleInvocation,
  subscriptionEvent,
} from '../support/handler-events.ts';
import { allowedTo, covers, type Statement } from '../support/role-policy.ts';

const account = '123456789012';
const region = 'us-east-1';
const now = Date.parse(EVENT_TIME);
const HOUR = 3600_000;

/** Actions by which AWS acts for a function, or which it asks of whoever makes a call: no call of the function's own shows them. */
const implied: Readonly<Record<string, string>> = {
  'logs:CreateLogStream': 'Lambda writes the log as the function',
  'logs:PutLogEvents': 'Lambda writes the log as the function',
  'iam:PassRole': 'Scheduler asks it of whoever makes a schedule',
  'kms:Decrypt': 'SNS and S3 ask it of whoever reads and writes what is encrypted',
  'kms:GenerateDataKey': 'SNS and S3 ask it of whoever reads and writes what is encrypted',
};

/** Lambda sends what failed for good to the dead letters as the function. */
const byLambda = (role: string, action: string) => action === 'sqs:SendMessage' && role !== 'trailkeeper-forward';

/** What rules of one's own may ask for, and none of the catalogue does: alerts on calls that only read. */
const unasked = (role: string, action: string) => role === 'trailkeeper-audit-logs' && /^(sns|scheduler):/.test(action);

interface Call {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly caller: string;
  readonly resource?: string;
}

let engine: Engine;
let calls: Call[];
const policies = new Map<string, Statement[]>();

/** Takes all it is sent but the first document of each request. */
const posted: string[] = [];
const openSearch = createServer((request, response) => {
  posted.push(`${request.method} ${request.url}`);
  request.resume().on('end', () => {
    const refused = { index: { status: 400, error: { type: 'mapper_parsing_exception', reason: 'no' } } };
    response.end(JSON.stringify({ errors: true, items: [refused, { index: { status: 201 } }] }));
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => openSearch.listen(0, '127.0.0.1', resolve));
  engine = await startEngine({
    clock: 'virtual',
    startAt: now - HOUR,
    testHooks: true,
    confirmedAddresses: ['a@example.com'],
    log: { warn: () => {}, error: () => {} },
  });
  const settings = defineSettings({
    emails: ['a@example.com'],
    forwarding: {
      opensearch: {
        endpoint: `http://127.0.0.1:${(openSearch.address() as AddressInfo).port}`,
        domainArn: `arn:aws:es:${region}:${account}:domain/logs`,
      },
    },
    suppressions: [
      { rule: configRules[0]!.id, resource: 'none', owner: 'nobody', reason: 'an example', expires: '2027-01-01' },
    ],
  });
  const resources = plan(catalogue, settings);
  await apply(resources, {
    endpoint: engine.url,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    bundles: await loadBundles(),
    assets: new Map(resources.flatMap(({ asset }) => (asset === undefined ? [] : [[asset, Buffer.from('an asset')]]))),
  });
  await engine.clock.advanceTo(now);
  await runEverything();
  calls = ((await (await fetch(`${engine.url}/_trailkeeper/calls`)).json()) as { calls: Call[] }).calls;
  const iam = new IAMClient(clientOptions(engine));
  for (const { bundle } of resources) {
    if (bundle) policies.set(`trailkeeper-${bundle}`, await allowedTo(iam, `trailkeeper-${bundle}`, 'handle'));
  }
  iam.destroy();
}, 300_000);

afterAll(async () => {
  await engine?.close();
  openSearch.close();
});

/** Has each function do all it can: what it is for, again what it did, in a storm, and where it fails. */
async function runEverything(): Promise<void> {
  const options = clientOptions(engine);
  const [lambda, sns, s3] = [
    new LambdaClient(options),
    new SNSClient(options),
    new S3Client({ ...options, forcePathStyle: true }),
  ];
  const run = async (name: string, event: object) => {
    await lambda.send(
      new InvokeCommand({ FunctionName: `trailkeeper-${name}`, Payload: Buffer.from(JSON.stringify(event)) }),
    );
  };
  const oversized = (bucket: string, more: object) => ({
    ...itemEvent(bucket),
    detail: {
      messageType: 'OversizedConfigurationItemChangeNotification',
      recordVersion: '1.0',
      notificationCreationTime: EVENT_TIME,
      configurationItemSummary: { ...itemOf(bucket), configuration: undefined },
      ...more,
    },
  });
  const { record: recordItem } = engine.services.config.ports;
  recordItem(itemOf('books'));
  engine.services.cloudtrail.ports.deliver([
    {
      ...record('PutBucketPolicy', { source: 's3.amazonaws.com', request: { bucketName: 'books' } }),
      eventTime: EVENT_TIME,
      resources: [{ ARN: 'arn:aws:s3:::books' }],
    },
  ]);
  await engine.clock.idle();

  for (const id of ['a', 'b']) {
    await run('alert', alertEvent('mallory', { id }));
    await run('alert', alertEvent('mallory', { id }));
    await run('compliance-change', complianceEvent('books', id));
  }
  await run('alarm', alarmEvent('a'));
  await run('alarm', alarmEvent('a'));
  await run('audit-logs', subscriptionEvent('a'));
  await run('forward', subscriptionEvent('a'));
  const config = `trailkeeper-config-${account}-${region}`;
  const key = `AWSLogs/${account}/Config/${region}/OversizedChangeNotification/item.json.gz`;
  await s3.send(
    new PutObjectCommand({ Bucket: config, Key: key, Body: gzipSync(JSON.stringify(itemEvent('books').detail)) }),
  );
  await run('config-history', itemEvent('books'));
  await run('config-history', oversized('books', { s3DeliverySummary: { s3BucketLocation: `${config}/${key}` } }));
  await run('config-history', oversized('books', {}));
  const asked = (message: object, token?: string) => ({
    ...ruleInvocation('books', token),
    invokingEvent: JSON.stringify(message),
  });
  await run('config-rule', ruleInvocation('books'));
  await run('config-rule', asked(oversized('books', {}).detail));
  await run(
    'config-rule',
    asked(
      {
        messageType: 'ScheduledNotification',
        awsAccountId: account,
        notificationCreationTime: EVENT_TIME,
        recordVersion: '1.0',
      },
      'a token',
    ),
  );
  await run('report', { scheduledTime: EVENT_TIME });
  // The digests of what came twice.
  await engine.clock.advanceTo(now + HOUR);
  await engine.clock.idle();

  // Where a message cannot be sent, what was begun is taken back. The second of each is for the digest, which then fails too.
  await sns.send(new DeleteTopicCommand({ TopicArn: `arn:aws:sns:${region}:${account}:trailkeeper-alerts` }));
  for (const id of ['c', 'd']) {
    await run('alert', alertEvent('eve', { id }));
    await run('compliance-change', complianceEvent('shop', id));
  }
  await run('alarm', alarmEvent('b'));
  await run('report', { scheduledTime: new Date(now + HOUR).toISOString() });
  // Too little time to begin anything.
  const FunctionName = 'trailkeeper-audit-logs';
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 3 }));
  await run('audit-logs', subscriptionEvent('b'));
  await engine.clock.advanceTo(now + 2 * HOUR);
  await engine.clock.idle();
  for (const client of [lambda, sns, s3]) client.destroy();
}

/** What a call needs of IAM. */
function needs({ service, operation, region: where, resource }: Call): { action: string; arn: string } {
  const arn = (name: string) => `arn:aws:${service === 'eventbridge' ? 'events' : service}:${where}:${account}:${name}`;
  const named = resource ?? '';
  switch (service) {
    case 'dynamodb':
      return { action: `dynamodb:${operation}`, arn: arn(`table/${named}`) };
    case 'sns':
      return { action: `sns:${operation}`, arn: named };
    case 's3':
      return { action: `s3:${operation}`, arn: `arn:aws:s3:::${named}` };
    case 'ssm':
      return { action: `ssm:${operation}`, arn: arn(`parameter${named}`) };
    case 'scheduler':
      return { action: `scheduler:${operation}`, arn: arn(`schedule/default/${named}`) };
    case 'sqs':
      return { action: `sqs:${operation.replace(/Batch$/, '')}`, arn: arn(named.split('/').at(-1) ?? '') };
    case 'logs':
      return { action: `logs:${operation}`, arn: arn(named === '' ? 'log-group:*' : `log-group:${named}:*`) };
    case 'lambda':
      return { action: `lambda:${operation}`, arn: arn(`function:${named}`) };
    default:
      return { action: `${service}:${operation}`, arn: '*' };
  }
}

/** What a function called, each once; who it is needs no permission. */
function calledBy(role: string): { action: string; arn: string }[] {
  const own = calls.filter(({ caller }) => caller.includes(`:assumed-role/${role}/`)).map(needs);
  const others = own.filter(({ action }) => action !== 'sts:GetCallerIdentity');
  return [...new Map(others.map((each) => [`${each.action} ${each.arn}`, each])).values()];
}

describe('the role of each function', () => {
  it('is there for all of them', () => {
    expect([...policies.keys()].sort()).toEqual(
      [
        'alarm',
        'alert',
        'audit-logs',
        'compliance-change',
        'config-history',
        'config-rule',
        'digest',
        'forward',
        'report',
      ].map((name) => `trailkeeper-${name}`),
    );
  });

  it('allows all that the function calls', () => {
    const refused = [...policies].flatMap(([role, statements]) =>
      calledBy(role)
        .filter(
          ({ action, arn }) =>
            !statements.some(
              ({ actions, resources }) => actions.includes(action) && resources.some((pattern) => covers(pattern, arn)),
            ),
        )
        .map(({ action, arn }) => `${role}: ${action} on ${arn}`),
    );
    expect(refused).toEqual([]);
  });

  it('allows nothing that the function does not call, on nothing it does not call it on', () => {
    const unused = [...policies].flatMap(([role, statements]) => {
      const called = calledBy(role);
      return statements.flatMap(({ actions, resources }) =>
        actions.flatMap((action) => {
          if (action in implied || byLambda(role, action) || unasked(role, action)) return [];
          const on = called.filter((each) => each.action === action).map(({ arn }) => arn);
          if (action === 'es:ESHttpPost') return posted.includes('POST /_bulk') ? [] : [`${role}: ${action}`];
          return resources
            .filter((pattern) => !on.some((arn) => covers(pattern, arn)))
            .map((pattern) => `${role}: ${action} on ${pattern}`);
        }),
      );
    });
    expect(unused).toEqual([]);
  });

  it('names no service, and no resource, as a whole where it can be named', () => {
    const statements = [...policies.values()].flat();
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
    const everywhere = statements.filter(({ resources }) => resources.includes('*')).flatMap(({ actions }) => actions);
    const services = new Set(everywhere.map((action) => action.split(':')[0]));
    expect([...services].sort()).toEqual(['cloudtrail', 'cloudwatch', 'config', 'events', 'lambda', 'logs', 'sns']);
  });
});
