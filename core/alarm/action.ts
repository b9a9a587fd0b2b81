import type { AlarmDescription, MetricAlarmDescription, StateRecord } from './description.ts';

/** An API call CloudWatch makes for an alarm action, with the exact input. */
export interface ActionCall {
  readonly service: 'autoscaling' | 'ec2';
  readonly operation: string;
  readonly input: object;
}

/** What an action's ARN asks for. */
export type AlarmAction =
  | { readonly kind: 'sns' | 'lambda' | 'other'; readonly arn: string }
  | { readonly kind: 'autoscaling' | 'ec2'; readonly arn: string; readonly call: ActionCall };

const ec2Operations: Record<string, string> = {
  stop: 'StopInstances',
  terminate: 'TerminateInstances',
  reboot: 'RebootInstances',
  recover: 'RecoverInstances',
};

/**
 * Reads an action's ARN. EC2 actions act on the instance that the alarm's metric has as a dimension. "Recover" has no public API: the
 * call is named RecoverInstances here and cannot be sent anywhere.
 */
export function actionOf(arn: string, alarm: AlarmDescription, now: StateRecord): AlarmAction {
  if (arn.includes(':sns:')) return { kind: 'sns', arn };
  if (arn.includes(':lambda:')) return { kind: 'lambda', arn };
  const ec2 =
    /^arn:[^:]+:automate:[^:]*:ec2:(stop|terminate|reboot|recover)$/.exec(arn) ??
    /^arn:[^:]+:(?:swf|automate):.*AWS_EC2\.InstanceId\.(Stop|Terminate|Reboot|Recover)\/1\.0$/.exec(arn);
  const operation = ec2OperationOf(ec2?.[1]);
  if (operation !== undefined && alarm.kind === 'metric') {
    return { kind: 'ec2', arn, call: { service: 'ec2', operation, input: { InstanceIds: instancesOf(alarm) } } };
  }
  const policy = /:autoScalingGroupName\/([^:]+):policyName\/(.+)$/.exec(arn);
  if (policy !== null && alarm.kind === 'metric')
    return executePolicy(arn, policy[1] ?? '', policy[2] ?? '', alarm, now);
  return { kind: 'other', arn };
}

/** The actions of a state, in the order they were given. */
export const actionsFor = (alarm: AlarmDescription, state: StateRecord['state']): readonly string[] =>
  state === 'ALARM' ? alarm.alarmActions : state === 'OK' ? alarm.okActions : alarm.insufficientDataActions;

/** Auto Scaling actions run again every minute that the state lasts; all others only when it changes. */
export const repeats = (action: AlarmAction): boolean => action.kind === 'autoscaling';

const ec2OperationOf = (word: string | undefined) =>
  word === undefined ? undefined : ec2Operations[word.toLowerCase()];

const instancesOf = (alarm: MetricAlarmDescription) =>
  alarm.metrics
    .flatMap(({ metric }) => metric?.dimensions ?? [])
    .filter(({ name }) => name === 'InstanceId')
    .slice(0, 1)
    .map(({ value }) => value);

/** Step policies need the metric's value and the threshold it crossed. */
function executePolicy(
  arn: string,
  group: string,
  policy: string,
  alarm: MetricAlarmDescription,
  now: StateRecord,
): AlarmAction {
  const latest = latestDatapoint(now.reasonData);
  const breach =
    latest === undefined || alarm.threshold === undefined
      ? {}
      : { MetricValue: latest, BreachThreshold: alarm.threshold };
  const input = { AutoScalingGroupName: group, PolicyName: policy, HonorCooldown: true, ...breach };
  return { kind: 'autoscaling', arn, call: { service: 'autoscaling', operation: 'ExecutePolicy', input } };
}

function latestDatapoint(reasonData: string | undefined): number | undefined {
  if (!reasonData) return undefined;
  const data = JSON.parse(reasonData) as { recentDatapoints?: number[] };
  return data.recentDatapoints?.at(-1);
}
