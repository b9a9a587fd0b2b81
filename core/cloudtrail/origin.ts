import { textAt } from './read.ts';
import type { CloudTrailRecord } from './record.ts';

/** Where a call came from. */
export interface Origin {
  /** Address of the caller, when it came over a network. */
  readonly ip?: string;
  /** AWS service that made the call, when one did: `cloudtrail.amazonaws.com`, `AWS Internal`. */
  readonly service?: string;
  /** What made it, in few words: `AWS console`, `AWS CLI 2.2.23`, `Boto3 1.18.1`. */
  readonly client?: string;
  readonly vpcEndpointId?: string;
}

/** Where the call came from, and with which program. */
export function originOf(record: CloudTrailRecord): Origin {
  const source = textAt(record, 'sourceIPAddress') ?? '';
  const service = source === 'AWS Internal' || source.endsWith('.amazonaws.com') ? source : undefined;
  return {
    ip: service === undefined && source !== '' ? source : undefined,
    service,
    client: clientOf(record),
    vpcEndpointId: textAt(record, 'vpcEndpointId'),
  };
}

/** Programs by what their user agents start with or contain; the first that fits names the client. */
const clients: readonly (readonly [RegExp, string])[] = [
  [/^aws-cli\/([\d.]+)/, 'AWS CLI'],
  [/^Boto3\/([\d.]+)/, 'Boto3'],
  [/^Botocore\/([\d.]+)/, 'Botocore'],
  [/^APN\/[\d.]+ HashiCorp\/[\d.]+ Terraform\/([\d.]+)/, 'Terraform'],
  [/Terraform\/([\d.]+)/, 'Terraform'],
  [/[Pp]ulumi\/([\d.]+)?/, 'Pulumi'],
  [/^aws-sdk-js\/([\d.]+)/, 'AWS SDK for JavaScript'],
  [/^aws-sdk-java\/([\d.]+)/, 'AWS SDK for Java'],
  [/^aws-sdk-go(?:-v2)?\/([\d.]+)/, 'AWS SDK for Go'],
  [/^aws-sdk-rust\/([\d.]+)/, 'AWS SDK for Rust'],
  [/^aws-sdk-dotnet/, 'AWS SDK for .NET'],
  [/^AWSPowerShell/, 'AWS Tools for PowerShell'],
  [/kali/i, 'Kali Linux'],
];

function clientOf(record: CloudTrailRecord): string | undefined {
  const agent = textAt(record, 'userAgent');
  if (agent === undefined) return undefined;
  if (agent.endsWith('.amazonaws.com') && agent !== 'console.amazonaws.com') return undefined;
  if (agent === 'AWS Internal') return undefined;
  if (isConsole(record, agent)) return 'AWS console';
  for (const [shape, name] of clients) {
    const found = shape.exec(agent);
    if (found) return found[1] ? `${name} ${found[1]}` : name;
  }
  return agent.split(/[ ;]/)[0];
}

const isConsole = (record: CloudTrailRecord, agent: string): boolean =>
  record.sessionCredentialFromConsole === 'true' ||
  record.eventType === 'AwsConsoleSignIn' ||
  record.eventType === 'AwsConsoleAction' ||
  /console\.amazonaws\.com|S3Console|EC2Console|^Mozilla\//.test(agent);
