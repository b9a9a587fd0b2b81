import { gzipSync } from 'node:zlib';
import { alertById, configRules, metricAlarms } from '../../rules/catalogue.ts';
import { event, record } from '../../rules/kit/index.ts';

/** A moment all events are of. */
export const EVENT_TIME = '2026-01-05T08:36:16.000Z';

const account = '123456789012';
const region = 'us-east-1';

const iamUserCreated = alertById('iam-user-created')!;
const bucketRule = configRules.find(({ id }) => id === 's3-bucket-blocks-public-access')!;
const alarm = metricAlarms.find(({ id }) => id === 'cis-root-usage')!;

/** What an alert's rule sends: a user of this name was created. */
export function alertEvent(userName: string, more: { readonly id?: string; readonly rule?: string } = {}) {
  const { id = `alert-${userName}`, rule = iamUserCreated.id } = more;
  const made = { ...iamUserCreated.fires[0]!, eventID: id, eventTime: EVENT_TIME, requestParameters: { userName } };
  return { rule, event: { ...event(made), id } };
}

/** "CloudWatch Alarm State Change": root was used. */
export const alarmEvent = (id: string) => ({
  version: '0',
  id,
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account,
  time: EVENT_TIME,
  region,
  resources: [],
  detail: {
    alarmName: alarm.alarm.alarmName,
    state: {
      value: 'ALARM',
      reason:
        'Threshold Crossed: 1 datapoint [1.0 (05/01/26 08:30:00)] was greater than or equal to the threshold (1.0).',
      timestamp: EVENT_TIME.replace('Z', '+0000'),
    },
    previousState: { value: 'OK' },
    configuration: {
      metrics: [
        {
          id: 'm1',
          metricStat: {
            metric: { namespace: alarm.filter.metricNamespace, name: alarm.filter.metricName, dimensions: {} },
            period: 300,
            stat: 'Sum',
          },
          returnData: true,
        },
      ],
    },
  },
});

/** "Config Rules Compliance Change": a bucket of this name broke a rule. */
export const complianceEvent = (bucket: string, id = `compliance-${bucket}`) => ({
  version: '0',
  id,
  'detail-type': 'Config Rules Compliance Change',
  source: 'aws.config',
  account,
  time: EVENT_TIME,
  region,
  resources: [],
  detail: {
    resourceId: bucket,
    awsRegion: region,
    awsAccountId: account,
    configRuleName: `trailkeeper-${bucketRule.id}`,
    resourceType: 'AWS::S3::Bucket',
    newEvaluationResult: {
      complianceType: 'NON_COMPLIANT',
      resultRecordedTime: EVENT_TIME,
      annotation: 'Not set: blockPublicPolicy',
      evaluationResultIdentifier: { orderingTimestamp: EVENT_TIME },
    },
  },
});

/** A bucket's configuration item, as Config's events have it. */
export const itemOf = (bucket: string) => ({
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: EVENT_TIME,
  configurationStateId: Date.parse(EVENT_TIME),
  awsAccountId: account,
  configurationItemStatus: 'OK' as const,
  awsRegion: region,
  relatedEvents: [],
  relationships: [],
  tags: {},
  supplementaryConfiguration: {},
  ...bucketRule.violates[0]!,
  resourceId: bucket,
  resourceName: bucket,
});

/** "Config Configuration Item Change". */
export const itemEvent = (bucket: string) => ({
  version: '0',
  id: `item-${bucket}`,
  'detail-type': 'Config Configuration Item Change',
  source: 'aws.config',
  account,
  time: EVENT_TIME,
  region,
  resources: [],
  detail: {
    messageType: 'ConfigurationItemChangeNotification',
    recordVersion: '1.3',
    notificationCreationTime: EVENT_TIME,
    configurationItem: itemOf(bucket),
    configurationItemDiff: { changeType: 'CREATE', changedProperties: {} },
  },
});

/** What Config asks a rule's function. */
export const ruleInvocation = (bucket: string, resultToken = 'TESTMODE') => ({
  version: '1.0',
  invokingEvent: JSON.stringify(itemEvent(bucket).detail),
  ruleParameters: JSON.stringify({ rule: bucketRule.id }),
  resultToken,
  eventLeftScope: false,
  executionRoleArn: `arn:aws:iam::${account}:role/config`,
  configRuleArn: `arn:aws:config:${region}:${account}:config-rule/config-rule-abcdef`,
  configRuleName: `trailkeeper-${bucketRule.id}`,
  configRuleId: 'config-rule-abcdef',
  accountId: account,
});

/** A subscription's batch of records of the trail's log group. */
export function subscriptionEvent(
  id: string,
  messages: readonly object[] = [record('CreateUser'), record('ListUsers')],
) {
  const document = {
    messageType: 'DATA_MESSAGE',
    owner: account,
    logGroup: '/trailkeeper/cloudtrail',
    logStream: `${account}_CloudTrail_${region}`,
    subscriptionFilters: ['trailkeeper'],
    logEvents: messages.map((message, index) => ({
      id: `${id}-${index}`,
      timestamp: Date.parse(EVENT_TIME),
      message: JSON.stringify({ ...message, eventTime: EVENT_TIME, eventID: `${id}-${index}` }),
    })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(document)).toString('base64') } };
}

/** An event each handler takes, one of each kind; a number makes it another one. */
export const handlerEvents: Readonly<Record<string, (number: number) => object>> = {
  alarm: (number) => alarmEvent(`alarm-${number}`),
  alert: (number) => alertEvent(`user-${number}`),
  'audit-logs': (number) => subscriptionEvent(`audit-${number}`),
  'compliance-change': (number) => complianceEvent(`bucket-${number}`),
  'config-history': (number) => itemEvent(`bucket-${number}`),
  'config-rule': (number) => ruleInvocation(`bucket-${number}`),
  digest: (number) => ({ window: `window#alert#iam-user-created#${account}#${number}` }),
  forward: (number) => subscriptionEvent(`forward-${number}`),
  report: (number) => ({ scheduledTime: new Date(Date.parse(EVENT_TIME) + number * 1000).toISOString() }),
};
