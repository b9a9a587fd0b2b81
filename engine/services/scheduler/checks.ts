import type { CreateScheduleInput, Target } from '@aws-sdk/client-scheduler';
import { isZone, parseSchedulerSchedule, ScheduleError } from '../../../core/schedule/index.ts';
import { type Arn, parseArn } from '../../arn.ts';
import { isJson } from '../../json-text.ts';
import { invalid } from './state.ts';

/** What a service's targets take, and whether they must have it. */
const PARAMETERS_OF = {
  EcsParameters: 'ecs',
  EventBridgeParameters: 'events',
  KinesisParameters: 'kinesis',
  SageMakerPipelineParameters: 'sagemaker',
  SqsParameters: 'sqs',
} satisfies Partial<Record<keyof Target, string>>;

/** Services with a templated target. */
const SERVICES: ReadonlySet<string> = new Set([
  ...Object.values(PARAMETERS_OF),
  'codebuild',
  'codepipeline',
  'firehose',
  'inspector',
  'lambda',
  'sns',
  'states',
]);

/** Templated targets whose input must be JSON; others take any text. */
const JSON_ONLY: ReadonlySet<string> = new Set(['events', 'lambda', 'states']);

const UNIVERSAL = /^aws-sdk:[A-Za-z0-9]+:([A-Za-z0-9]+)$/;

/**
 * Refuses schedules as CreateSchedule and UpdateSchedule do.
 * @see AWS, "CreateSchedule", "Managing targets"; the words of most refusals are what users measured
 */
export function checkSchedule(input: CreateScheduleInput, region: string): void {
  const { ScheduleExpression: expression = '', ScheduleExpressionTimezone: zone, StartDate, EndDate } = input;
  try {
    parseSchedulerSchedule(expression);
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw invalid(`Invalid Schedule Expression ${expression}.`);
  }
  if (zone !== undefined && !isZone(zone)) throw invalid(`Invalid Schedule Expression Timezone ${zone}.`);
  if (StartDate && EndDate && StartDate >= EndDate) {
    throw invalid('The StartDate you specify must come before the EndDate.');
  }
  checkWindow(input.FlexibleTimeWindow);
  checkTarget(input.Target, region);
}

function checkWindow(
  { Mode: mode, MaximumWindowInMinutes: most }: CreateScheduleInput['FlexibleTimeWindow'] = {
    Mode: 'OFF',
  },
): void {
  if (mode === 'FLEXIBLE' && most === undefined) {
    throw invalid('MaximumWindowInMinutes must be provided when FlexibleTimeWindowMode is set to FLEXIBLE.');
  }
  if (mode === 'OFF' && most !== undefined) {
    throw invalid('MaximumWindowInMinutes must not be provided when FlexibleTimeWindowMode is set to OFF.');
  }
}

function checkTarget(target: Target | undefined, region: string): void {
  const arn = parseArn(target?.Arn ?? '');
  if (!target || !arn) throw invalid('Provided Arn is not in correct format.');
  const isUniversal = arn.service === 'scheduler' && arn.region === '' && arn.account === '';
  const operation = isUniversal ? UNIVERSAL.exec(arn.resource)?.[1] : undefined;
  if (operation === undefined) checkTemplated(target, arn, region);
  else checkUniversal(operation, target);
}

function checkTemplated(target: Target, arn: Arn, region: string): void {
  const { service, resource } = arn;
  if (!SERVICES.has(service)) throw invalid(`${service} is not a supported service for a target.`);
  if (arn.region !== region) throw invalid(`The target ARN provided does not match the current region ${region}.`);
  if (JSON_ONLY.has(service) && target.Input !== undefined && !isJson(target.Input)) {
    throw invalid('JSON syntax error in input for the target.');
  }
  const fifo = resource.endsWith('.fifo');
  for (const [name, owner] of Object.entries(PARAMETERS_OF)) {
    const given = target[name as keyof typeof PARAMETERS_OF] !== undefined;
    if (given && service !== owner) throw invalid(`Parameters ${name} not supported for the target.`);
    if (!given && service === owner && (service !== 'sqs' || fifo) && service !== 'sagemaker') {
      throw invalid(`Parameters ${name} must be specified.`);
    }
  }
  if (service === 'sqs' && !fifo && target.SqsParameters?.MessageGroupId !== undefined) {
    throw invalid('Parameters MessageGroupId not valid for the target.');
  }
}

function checkUniversal(operation: string, { Input: input }: Target): void {
  if (/^(get|describe|list)/.test(operation)) throw invalid(`${operation} API is not supported.`);
  if (input === undefined) throw invalid('You must provide an input to set this target for your schedule.');
}
