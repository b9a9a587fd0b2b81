/** The parts of an ARN: `arn:aws:sns:us-east-1:123456789012:topic`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All behind the account's colon, further colons and slashes included. */
  readonly resource: string;
}

/** An ARN's parts, or undefined when the text is none (fewer than six of them). */
export function parseArn(text: string): Arn | undefined {
  const parts = text.split(':');
  if (parts.length < 6 || parts[0] !== 'arn') return undefined;
  const [, partition, service, region, account, ...resource] = parts as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return { partition, service, region, account, resource: resource.join(':') };
}

/** The scope of the store most services list by: account and region. */
export const scopeOf = ({ account, region }: { readonly account: string; readonly region: string }): string =>
  `${account}/${region}`;

/** The scope an ARN's resource lives in. */
export function scopeOfArn(text: string): string {
  const arn = parseArn(text);
  return arn ? scopeOf(arn) : '';
}

/** `aws`, or the partition of its own that China and the government regions are. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
