import { randomUUID } from 'node:crypto';
import { parseArn } from '../../arn.ts';
import type { PushApplication, PushEndpoint } from './model.ts';

/** A new endpoint's ARN: the application's, with an id behind it. */
export function endpointArnFor({ arn }: PushApplication): PushEndpoint['arn'] {
  return `${arn.replace(':app/', ':endpoint/')}/${randomUUID()}`;
}

/** The ARN of the application an endpoint belongs to; undefined where the text is no endpoint's ARN. */
export function applicationArnOf(endpointArn: string): string | undefined {
  const [kind, platform, name, id, ...more] = parseArn(endpointArn)?.resource.split('/') ?? [];
  if (kind !== 'endpoint' || id === undefined || more.length > 0) return undefined;
  return endpointArn.replace(/:endpoint\/.*$/, `:app/${platform}/${name}`);
}
