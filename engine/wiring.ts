import { randomUUID } from 'node:crypto';
import { callSender } from './action-call.ts';
import { alarmActions } from './alarm-actions.ts';
import { automationCaller } from './automation-call.ts';
import { type Delivery, DeliveryError } from './deliveries/index.ts';
import type { Called } from './http/serve.ts';
import type { Caller, EngineParts } from './service.ts';
import type { TargetCheck } from './services/logs/index.ts';
import { parameterChange, policyAction } from './services/ssm/change-event.ts';
import type { Services } from './services.ts';
import { executionStarter } from './state-machines.ts';

/** Who tells whom: the AWS diagram, read top to bottom. Services do not import each other. */
export function wire({ deliveries, clock, settings }: EngineParts, services: Services) {
  const { cloudtrail, cloudwatch, config, ec2, events, firehose, iam, kinesis } = services;
  const { kms, lambda, logs, oam, s3, sns, sqs, ssm, sts } = services;

  deliveries.by('lambda', lambda.ports.accept);
  deliveries.by('lambda-function', lambda.ports.work);
  deliveries.by('sqs', async (delivery) => sqs.ports.deliver(delivery));
  deliveries.by('kinesis', kinesis.ports.deliver);
  deliveries.by('firehose', firehose.ports.deliver);
  deliveries.by('sns', sns.ports.deliver);
  // One mail to an address at a time: one whose server takes for ever holds no more than a connection.
  deliveries.by('email', sns.ports.mail, { concurrency: 1 });
  deliveries.by('sms', sns.ports.text);
  deliveries.by('push', async (delivery) => sns.ports.push(delivery));
  deliveries.by('http', sns.ports.post);
  deliveries.by('events', async (delivery) => events.ports.deliver(delivery));
  deliveries.by('api-destination', events.ports.invoke);
  deliveries.by('action-call', callSender(settings, process.env));
  deliveries.by('automation-call', automationCaller(settings, process.env, config.ports.automationAnswered));
  deliveries.by('states', executionStarter(settings, process.env));
  deliveries.by('logs', async (delivery) => {
    if (!logs.ports.groupExists(delivery.target)) {
      throw new DeliveryError('NO_RESOURCE', `The log group ${delivery.target} does not exist.`, true);
    }
    logs.ports.put(logEvents(delivery, clock.now()));
  });

  logs.ports.metric.to(cloudwatch.ports.put);
  lambda.ports.metric.to(cloudwatch.ports.put);
  events.ports.metric.to(cloudwatch.ports.put);
  cloudwatch.ports.given.to(ec2.ports.observe);
  ec2.ports.metric.to(cloudwatch.ports.put);
  ec2.ports.configuredBy((scope, id) => config.ports.configuration(scope, 'AWS::EC2::Instance', id));
  cloudwatch.ports.event.to((event) =>
    events.ports.put({
      id: randomUUID(),
      detailType: event['detail-type'],
      source: event.source,
      account: event.account,
      time: Date.parse(event.time),
      region: event.region,
      resources: event.resources,
      detail: JSON.stringify(event.detail),
    }),
  );
  alarmActions(deliveries, cloudwatch.ports);

  cloudtrail.ports.logged.to((batch) => logs.ports.put(batch));
  cloudtrail.ports.file.to((file) => s3.ports.put(file));
  cloudtrail.ports.called.to(config.ports.called);
  cloudtrail.ports.event.to((event) => events.ports.put(event, event));
  cloudtrail.ports.existenceBy({
    topic: sns.ports.topicExists,
    bucket: (name) => s3.ports.bucket(name) !== undefined,
    logGroup: logs.ports.groupExists,
  });
  firehose.ports.object.to((object) => s3.ports.put(object));
  config.ports.told.to((event) => events.ports.put(event));
  config.ports.filesBy(s3.ports.put);
  config.ports.templatesBy(s3.ports.get);
  config.ports.functionsBy((arn, sourceArn) =>
    lambda.ports.reachable({ arn, principal: 'config.amazonaws.com', sourceArn }),
  );
  ssm.ports.encryptedBy(kms.ports);
  ssm.ports.acted.to((action) => events.ports.put({ id: randomUUID(), ...policyAction(action, clock.now()) }));
  ssm.ports.changed.to((change) => events.ports.put({ id: randomUUID(), ...parameterChange(change, clock.now()) }));

  const reachable = {
    lambda: lambda.ports.reachable,
    kinesis: ({ arn }: TargetCheck) => kinesis.ports.exists(arn),
    firehose: ({ arn }: TargetCheck) => firehose.ports.exists(arn),
  };
  logs.ports.targetsBy((check) => reachable[check.kind](check));
  logs.ports.linksBy(oam.ports);
  logs.ports.keysBy(kms.ports);
  deliveries.sealedBy(logs.ports.seals);
  logs.ports.bucketsBy({ exists: (name) => s3.ports.bucket(name) !== undefined, put: s3.ports.put });
  lambda.ports.logged.to((output) => logs.ports.put({ ...output, createGroup: true }));
  sts.ports.rolesBy(iam.ports.roleId);
  lambda.ports.credentialsBy((role, sessionName) => sts.ports.assume(role, sessionName));

  return {
    identify(accessKeyId: string): Caller | undefined {
      const session = sts.ports.caller(accessKeyId);
      if (session) return session;
      const owner = iam.ports.keyOwner(accessKeyId);
      return owner && { accountId: owner.account, accessKeyId, arn: owner.user.arn, userId: owner.user.id };
    },
    /** What a key is signed with that the engine itself handed out. */
    secretOf: (accessKeyId: string): string | undefined =>
      sts.ports.secret(accessKeyId) ?? iam.ports.keyOwner(accessKeyId)?.secret,
    called: (called: Called): void => cloudtrail.ports.record(called),
  };
}

/** What a rule sends to a log group: one log event, in a stream named for the rule. */
function logEvents({ target, via, payload }: Delivery, now: number) {
  const [, , , region, account, , group] = target.split(':');
  return {
    scope: `${account}/${region}`,
    group: group!,
    stream: via.split('/').at(-1)!,
    events: [{ timestamp: now, message: payload }],
  };
}
