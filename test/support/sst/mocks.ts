/** The part of Pulumi's SDK the stand-in uses; it comes with SST's platform, not with the checkout. */
export interface Pulumi {
  readonly runtime: {
    setMocks(mocks: Mocks, project: string, stack: string, preview: boolean): Promise<void>;
    runInPulumiStack(program: () => Promise<unknown>): Promise<unknown>;
    disconnect(): Promise<void>;
  };
}

type Outputs = Record<string, unknown>;

interface Mocks {
  newResource(args: ResourceArgs): { id: string; state: Record<string, unknown> };
  call(args: { token: string; inputs: Record<string, unknown> }): Record<string, unknown>;
}

interface ResourceArgs {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly id?: string;
  readonly custom?: boolean;
}

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

/** By this key Pulumi marks a value that is no plain one; a secret has its value in `value`. */
const MARK = '4dabf18193072939515e22adb298388d';

/** Secrets as the values they are, in all depth. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (MARK in value) return 'value' in value ? plain(value.value) : { ...value, [MARK]: undefined };
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

/** What AWS's provider would answer for each resource, as far as other resources refer to it. */
export function mocks(told: (resource: ResourceArgs, inputs: Outputs, outputs: Outputs) => void): Mocks {
  return {
    newResource: (args) => {
      const inputs = plain(args.inputs) as Outputs;
      if (args.id) return { id: args.id, state: inputs };
      const name = String(inputs.name ?? inputs.bucket ?? inputs.dashboardName ?? args.name);
      const outputs = { ...inputs, name, ...outputsOf(args.type, name, inputs) };
      told(args, inputs, outputs);
      return { id: name, state: outputs };
    },
    call: ({ token, inputs }) => {
      if (token === 'aws:index/getCallerIdentity:getCallerIdentity') {
        return { accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, userId: ACCOUNT };
      }
      if (token === 'aws:index/getRegion:getRegion') return { name: REGION, region: REGION };
      if (token === 'aws:index/getPartition:getPartition') return { partition: 'aws' };
      return inputs;
    },
  };
}

function outputsOf(type: string, name: string, inputs: Outputs): Record<string, string> {
  const region = String(inputs.region ?? REGION);
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
  const outputs: Record<string, Record<string, string>> = {
    'aws:cloudtrail/trail:Trail': { arn: arn('cloudtrail', `trail/${name}`) },
    'aws:cloudwatch/eventRule:EventRule': { arn: arn('events', `rule/${name}`) },
    'aws:cloudwatch/logGroup:LogGroup': { arn: arn('logs', `log-group:${name}`) },
    'aws:dynamodb/table:Table': { arn: arn('dynamodb', `table/${name}`) },
    'aws:iam/role:Role': { arn: `arn:aws:iam::${ACCOUNT}:role/${name}` },
    'aws:kms/key:Key': { keyId: `key-of-${name}`, arn: arn('kms', `key/key-of-${name}`) },
    'aws:lambda/function:Function': { arn: arn('lambda', `function:${name}`), version: '$LATEST' },
    'aws:s3/bucket:Bucket': { arn: `arn:aws:s3:::${name}` },
    'aws:sns/topic:Topic': { arn: arn('sns', name) },
    'aws:sqs/queue:Queue': { arn: arn('sqs', name), url: `https://sqs.${region}.amazonaws.com/${ACCOUNT}/${name}` },
  };
  return outputs[type] ?? {};
}
