import type { Target } from '@aws-sdk/client-eventbridge';
import { parseTargetPath, TargetPathError, templateFault } from '../../../core/event-target/index.ts';
import { type Arn, parseArn } from '../../arn.ts';
import { isJson } from '../../json-text.ts';
import type { BusRef } from './model.ts';
import { invalid } from './state.ts';

/** Services whose targets are invoked by a role of the user's; the others let EventBridge in by their own policies. */
const BY_ROLE: ReadonlySet<string> = new Set([
  'batch',
  'codebuild',
  'codepipeline',
  'ecs',
  'firehose',
  'glue',
  'inspector',
  'kinesis',
  'redshift',
  'sagemaker',
  'ssm',
  'ssm-incidents',
  'states',
]);

/** What belongs to one kind of target alone. SqsParameters are taken on any. */
const PARAMETERS_OF = {
  AppSyncParameters: ['appsync'],
  BatchParameters: ['batch'],
  EcsParameters: ['ecs'],
  HttpParameters: ['events', 'execute-api'],
  KinesisParameters: ['kinesis'],
  RedshiftDataParameters: ['redshift', 'redshift-serverless'],
  RunCommandParameters: ['ssm'],
  SageMakerPipelineParameters: ['sagemaker'],
} satisfies Partial<Record<keyof Target, string[]>>;

/**
 * Refuses targets in the words of PutTargets.
 * @see AWS, "PutTargets" and "Using resource-based policies for EventBridge"; wording and order of most refusals from what
 * users measured of PutTargets, none of it recorded
 */
export function checkTargets(bus: BusRef, targets: readonly Target[]): void {
  const seen = new Set<string>();
  for (const target of targets) {
    const { Id: id = '' } = target;
    checkTarget(bus, target);
    if (seen.has(id)) {
      throw invalid(`Parameter targets is not valid. Reason: More than one target with Id '${id}' is provided.`);
    }
    seen.add(id);
  }
}

function checkTarget(bus: BusRef, target: Target): void {
  const { Arn = '' } = target;
  const arn = parseArn(Arn);
  if (!arn) throw invalid(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  checkInput(target);
  checkParameters(target, arn);
  if (target.RoleArn === undefined && needsRole(bus, arn)) throw invalid(`RoleArn is required for target ${Arn}.`);
  checkDeadLetterQueue(bus, target.DeadLetterConfig?.Arn);
}

function checkInput({ Id: id = '', Input, InputPath, InputTransformer }: Target): void {
  if ([Input, InputPath, InputTransformer].filter((each) => each !== undefined).length > 1) {
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
  }
  if (Input !== undefined && !isJson(Input)) throw invalid(`JSON syntax error in input for target ${id}.`);
  const paths = InputTransformer?.InputPathsMap ?? {};
  for (const path of InputPath === undefined ? Object.values(paths) : [InputPath]) {
    if (!isPath(path)) throw invalid(`InputPath for target ${id} is invalid.`);
  }
  if (!InputTransformer) return;
  const fault = templateFault({ paths, template: InputTransformer.InputTemplate ?? '' });
  if (fault) throw invalid(`InputTemplate for target ${id} contains ${fault}.`);
}

function checkParameters(target: Target, { service, resource }: Arn): void {
  const { Id: id = '', KinesisParameters, SqsParameters } = target;
  for (const [name, services] of Object.entries(PARAMETERS_OF)) {
    if (target[name as keyof typeof PARAMETERS_OF] !== undefined && !services.includes(service)) {
      throw invalid(`Parameter(s) ${name} not supported for target: ${id}.`);
    }
  }
  const missing =
    (service === 'ecs' && !target.EcsParameters && 'EcsParameters') ||
    (service === 'batch' && !target.BatchParameters && 'BatchParameters') ||
    (service === 'sqs' && resource.endsWith('.fifo') && !SqsParameters?.MessageGroupId && 'SqsParameters');
  if (missing) throw invalid(`Parameter(s) ${missing} must be specified for target: ${id}.`);
  const keyPath = KinesisParameters?.PartitionKeyPath;
  if (keyPath !== undefined && !isPath(keyPath)) throw invalid(`Invalid PartitionKeyPath for target ${id}.`);
}

/** A bus of one's own and a topic let EventBridge in by their policies only within the account; a bus only within the region. */
function needsRole(bus: BusRef, { service, resource, account, region }: Arn): boolean {
  if (service === 'events') {
    return resource.startsWith('api-destination/') || account !== bus.account || region !== bus.region;
  }
  return BY_ROLE.has(service) || (service === 'sns' && account !== bus.account);
}

/** Refuses a dead-letter queue of a target or a bus that is no standard queue of the bus's region. */
export function checkDeadLetterQueue(bus: BusRef, arn: string | undefined): void {
  if (arn === undefined) return;
  const queue = parseArn(arn);
  if (!queue) throw invalid(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (queue.service !== 'sqs') throw invalid(`${queue.service} is not supported as a dead letter resource.`);
  if (queue.resource.endsWith('.fifo')) throw invalid('SQS FIFO is not supported by Dead Letter Queues.');
  if (queue.region !== bus.region) {
    throw invalid(`Dead-letter queue ${arn} must be in the same region as the rule, ${bus.region}.`);
  }
}

function isPath(text: string): boolean {
  try {
    parseTargetPath(text);
    return true;
  } catch (error) {
    if (error instanceof TargetPathError) return false;
    throw error;
  }
}
