import type { PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import { RE2JS } from 're2js';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Call, Operation } from '../../service.ts';
import { arnOfName, assertName, invalid } from './names.ts';
import { parsePolicies } from './policies.ts';
import { actWhenDue } from './policy-timers.ts';
import type { Parameter, ParameterType, SsmState, Version } from './state.ts';

const MOST_VERSIONS = 100;
const LONGEST = { Standard: 4096, Advanced: 8192 };
const MORE =
  'For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html';
const DATA_TYPES = ['text', 'aws:ec2:image', 'aws:ssm:integration'];

/** Makes a parameter, or its next version. */
export function putParameter(state: SsmState): Operation<PutParameterRequest, PutParameterResult> {
  return (call) => {
    const { input } = call;
    const name = input.Name!;
    const before = state.find(scopeOf(call), name);
    if (before && !input.Overwrite) {
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    if (!before) assertName(name);
    if (input.Overwrite && input.Tags?.length) {
      throw invalid(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
      );
    }
    const parameter = nextParameter(state, call, before);
    const version = nextVersion(state, call, parameter, before && state.current(before));
    state.parts.store.write(() => {
      if (before) dropOldest(state, before);
      state.put(parameter);
      state.putVersion(parameter, version);
      state.tell(parameter, version, before ? 'Update' : 'Create');
    });
    actWhenDue(state, parameter);
    return { Version: version.version, Tier: version.tier };
  };
}

function nextParameter(state: SsmState, call: Call<PutParameterRequest>, before: Parameter | undefined): Parameter {
  const { Name, Tags = [] } = call.input;
  return {
    name: before?.name ?? Name!,
    arn: before?.arn ?? arnOfName(call, Name!),
    account: call.account,
    region: call.region,
    version: (before?.version ?? 0) + 1,
    tags: before?.tags ?? Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
    madeAt: before ? before.madeAt : state.parts.clock.now(),
  };
}

function nextVersion(
  state: SsmState,
  { input, caller }: Call<PutParameterRequest>,
  parameter: Parameter,
  before: Version | undefined,
): Version {
  const type = (input.Type ?? before?.type) as ParameterType | undefined;
  if (!type) throw invalid('A parameter type is required when you create a parameter.');
  const dataType = input.DataType ?? before?.dataType ?? 'text';
  if (!DATA_TYPES.includes(dataType)) {
    throw invalid(`The following data type is not supported: ${dataType} (Data type names are all lowercase.)`);
  }
  const allowedPattern = input.AllowedPattern ?? before?.allowedPattern;
  assertAllowed(input.Value!, allowedPattern);
  const tier = tierOf(input, before);
  const policies = input.Policies ?? before?.policies;
  if (parsePolicies(policies ?? '[]').length > 0 && tier === 'Standard') {
    throw invalid(`You can't assign parameter policies to a standard-parameter tier. ${MORE}`);
  }
  assertNotNested(input.Value!);
  assertLength(input.Value!, tier);
  const keyId = type === 'SecureString' ? (input.KeyId ?? before?.keyId ?? 'alias/aws/ssm') : undefined;
  return {
    version: parameter.version,
    type,
    value: keyId === undefined ? input.Value! : encrypted(state, parameter, keyId, input.Value!),
    keyId,
    description: input.Description ?? before?.description,
    allowedPattern,
    tier,
    dataType,
    policies,
    labels: [],
    modifiedAt: state.parts.clock.now(),
    modifiedBy: caller.arn,
  };
}

/** Intelligent tiering takes the advanced tier only for what the standard one cannot hold. */
function tierOf({ Tier, Value, Policies }: PutParameterRequest, before: Version | undefined): 'Standard' | 'Advanced' {
  if (Tier === 'Intelligent-Tiering') return Value!.length > LONGEST.Standard || Policies ? 'Advanced' : 'Standard';
  if (Tier === 'Standard' && before?.tier === 'Advanced') {
    throw invalid(
      `This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter. ${MORE}`,
    );
  }
  return Tier ?? before?.tier ?? 'Standard';
}

function assertLength(value: string, tier: 'Standard' | 'Advanced'): void {
  if (value === '') {
    throw invalid(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  if (Buffer.byteLength(value) <= LONGEST[tier]) return;
  throw invalid(
    tier === 'Standard'
      ? `Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. ${MORE}`
      : `Advanced tier parameters support a maximum parameter value of 8192 characters. ${MORE}`,
  );
}

/** A value names no other parameter. @see AWS, "PutParameter", Value */
function assertNotNested(value: string): void {
  if (/\{\{.*\}\}/s.test(value)) {
    throw invalid(`Parameter value can't nest another parameter. Do not use "{{}}" in the value.`);
  }
}

function assertAllowed(value: string, pattern: string | undefined): void {
  if (pattern === undefined || pattern === '') return;
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern);
  } catch (cause) {
    throw new AwsError('InvalidAllowedPatternException', `The regular expression ${pattern} is not valid.`, { cause });
  }
  if (compiled.matches(value)) return;
  throw new AwsError(
    'ParameterPatternMismatchException',
    `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
  );
}

function encrypted(state: SsmState, parameter: Parameter, keyId: string, value: string): string {
  try {
    const ciphertext = state.cipher?.encrypt(parameter, keyId, Buffer.from(value), { PARAMETER_ARN: parameter.arn });
    if (ciphertext) return Buffer.from(ciphertext).toString('base64');
  } catch (cause) {
    throw new AwsError('InvalidKeyId', `Invalid keyId ${keyId}`, { cause });
  }
  throw new AwsError('InvalidKeyId', `Invalid keyId ${keyId}`);
}

/** A hundred versions are kept; the oldest makes room, unless a label holds it. */
function dropOldest(state: SsmState, parameter: Parameter): void {
  const versions = state.versions(parameter);
  const [oldest] = versions;
  if (versions.length < MOST_VERSIONS || !oldest) return;
  if (oldest.labels.length > 0) {
    throw new AwsError(
      'ParameterMaxVersionLimitExceeded',
      `You attempted to create a new version of ${parameter.name} by calling the PutParameter API with the overwrite flag. Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
    );
  }
  state.deleteVersion(parameter, oldest.version);
}
