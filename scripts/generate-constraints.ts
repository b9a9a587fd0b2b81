/**
 * Writes the tables in `engine/http/constraints/` from AWS's published service models, as the AWS CLI ships them.
 *
 *   node scripts/generate-constraints.ts DIR
 *
 * DIR is botocore's data folder: `python3 -c "import botocore, os; print(os.path.dirname(botocore.__file__) + '/data')"`.
 * The SDK's schemas say what a request is made of; the models also say what its values may be.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Folders of the models, by the name each service signs with. */
const SERVICES: Record<string, string> = {
  logs: 'logs',
  oam: 'oam',
  monitoring: 'cloudwatch',
  events: 'events',
  scheduler: 'scheduler',
  sns: 'sns',
  sqs: 'sqs',
  ssm: 'ssm',
  sts: 'sts',
  kms: 'kms',
  config: 'config',
  cloudtrail: 'cloudtrail',
  lambda: 'lambda',
  dynamodb: 'dynamodb',
  s3: 's3',
  iam: 'iam',
  kinesis: 'kinesis',
  firehose: 'firehose',
  ec2: 'ec2',
};

/** Of a very large model, the operations the engine has. */
const ONLY: Record<string, readonly string[]> = { ec2: ['MonitorInstances', 'UnmonitorInstances'] };

/** Names a service takes although its model lists others, or refuses in words of its own. */
const UNLISTED: Record<string, string[]> = {
  // ReceiveMessage takes system attributes by either member; an unknown one is `Unknown Attribute X.`
  sqs: ['QueueAttributeName', 'MessageSystemAttributeName'],
};

/** Shapes whose enum the service itself does not hold to: SQS takes attribute names its model does not list. */
const OPEN_ENUMS = new Set(['QueueAttributeName', 'MessageSystemAttributeName']);

/**
 * Shapes whose enum the service holds to in lists alone. A resource may be of a type of one's own, which no model lists.
 * @see AWS Config developer guide, "Recording configurations for third-party resources"
 */
const OPEN_MEMBERS: Record<string, string[]> = { config: ['ResourceType'] };

const SOURCE = "AWS's published service models, as shipped with botocore (https://github.com/boto/botocore)";
const LICENCE = 'Apache-2.0';

interface Model {
  readonly metadata: { apiVersion: string; targetPrefix?: string; protocol: string };
  readonly operations: Record<string, { input?: { shape: string } }>;
  readonly shapes: Record<string, ModelShape>;
}

interface ModelShape {
  readonly type: string;
  readonly required?: string[];
  readonly members?: Record<string, { shape: string }>;
  readonly member?: { shape: string };
  readonly key?: { shape: string };
  readonly value?: { shape: string };
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  enum?: string[];
}

/** One shape's constraints; `engine/http/constraints/table.ts` describes the same from the reader's side. */
interface Constraints {
  type?: string;
  required?: string[];
  members?: Record<string, string>;
  member?: string;
  key?: string;
  value?: string;
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
}

const directory = process.argv[2];
if (!directory) {
  process.stderr.write(
    'generate-constraints: give the folder of the models, as `node scripts/generate-constraints.ts DIR`\n',
  );
  process.exit(2);
}

const target = path.join(import.meta.dirname, '../engine/http/constraints');
const services: object[] = [];
for (const [signingName, folder] of Object.entries(SERVICES)) {
  const model = readModel(path.join(directory, folder));
  for (const shape of UNLISTED[folder] ?? []) model.shapes[shape] = { type: 'string' };
  for (const shape of OPEN_MEMBERS[folder] ?? []) openMembers(model, shape);
  const { apiVersion, targetPrefix, protocol } = model.metadata;
  services.push({ signingName, target: targetPrefix?.split('.').at(-1), version: apiVersion, protocol });
  write(`${signingName}.generated.json`, {
    ...header(),
    service: folder,
    version: apiVersion,
    ...tableOf(model, ONLY[folder]),
  });
}
write('services.generated.json', { ...header(), services });

function header(): object {
  return { source: SOURCE, licence: LICENCE, generator: 'scripts/generate-constraints.ts' };
}

function readModel(folder: string): Model {
  const version = readdirSync(folder).sort().at(-1) ?? '';
  const plain = path.join(folder, version, 'service-2.json');
  const text = existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`));
  const model = JSON.parse(text.toString()) as Model;
  for (const name of OPEN_ENUMS) if (model.shapes[name]) delete model.shapes[name].enum;
  return model;
}

/** Takes a shape's constraints from the members that have it, and leaves them to the lists of it. */
function openMembers(model: Model, name: string): void {
  const open = `Open${name}`;
  model.shapes[open] = { type: 'string' };
  for (const { members = {} } of Object.values(model.shapes))
    for (const member of Object.values(members)) if (member.shape === name) member.shape = open;
}

/** The constrained shapes that inputs reach, and each operation's input among them. */
function tableOf(
  model: Model,
  only?: readonly string[],
): { inputs: Record<string, string>; shapes: Record<string, Constraints> } {
  const constrained = constrainedShapes(model);
  const shapes: Record<string, Constraints> = {};
  const inputs: Record<string, string> = {};
  for (const [operation, { input }] of Object.entries(model.operations).sort()) {
    if (!input || !constrained.has(input.shape) || only?.includes(operation) === false) continue;
    inputs[operation] = input.shape;
    collect(model, input.shape, constrained, shapes);
  }
  return { inputs, shapes: Object.fromEntries(Object.entries(shapes).sort()) };
}

function collect(model: Model, name: string, constrained: Set<string>, into: Record<string, Constraints>): void {
  if (into[name]) return;
  const shape = model.shapes[name]!;
  const { required, min, max, pattern } = shape;
  const found: Constraints = { type: shape.type };
  into[name] = found;
  if (required?.length) found.required = required;
  if (shape.type === 'structure' && shape.members) {
    const members = Object.entries(shape.members).filter(([, member]) => constrained.has(member.shape));
    if (members.length > 0) found.members = Object.fromEntries(members.map(([key, member]) => [key, member.shape]));
  }
  for (const part of ['member', 'key', 'value'] as const) {
    const inner = shape[part]?.shape;
    if (inner && constrained.has(inner)) found[part] = inner;
  }
  if (min !== undefined) found.min = min;
  if (max !== undefined) found.max = max;
  if (pattern !== undefined) found.pattern = pattern;
  if (shape.enum?.length) found.enum = shape.enum;
  for (const inner of innerNames(shape)) if (constrained.has(inner)) collect(model, inner, constrained, into);
}

function innerNames({ members = {}, member, key, value }: ModelShape): string[] {
  return [...Object.values(members), member, key, value].flatMap((inner) => inner?.shape ?? []);
}

/** All shapes that say something, or contain one that does. */
function constrainedShapes(model: Model): Set<string> {
  const found = new Set(Object.keys(model.shapes).filter((name) => says(model.shapes[name]!)));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [name, shape] of Object.entries(model.shapes)) {
      if (innerNames(shape).some((inner) => found.has(inner))) found.add(name);
    }
  }
  return found;
}

function says({ required, min, max, pattern, enum: values }: ModelShape): boolean {
  return Boolean(required?.length || min !== undefined || max !== undefined || pattern !== undefined || values?.length);
}

/** One line a shape, so that a newer model shows as what it changed. */
function write(name: string, content: object): void {
  const text = Object.entries(content).map(([key, value]) => `${JSON.stringify(key)}: ${lines(value)}`);
  writeFileSync(path.join(target, name), `{\n${text.join(',\n')}\n}\n`);
}

function lines(value: unknown): string {
  if (Array.isArray(value)) return `[\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${JSON.stringify(item)}`);
  return `{\n${entries.join(',\n')}\n}`;
}
