import { parseArn } from '../../arn.ts';
import type { Call } from '../../service.ts';

type Place = Pick<Call, 'account' | 'region'>;

export const groupArn = ({ account, region }: Place, name: string): string =>
  `arn:aws:logs:${region}:${account}:log-group:${name}`;

export const destinationArn = ({ account, region }: Place, name: string): string =>
  `arn:aws:logs:${region}:${account}:destination:${name}`;

const GROUP_PART = 'log-group:';

/** The group's name in what callers write: the name, or its ARN with or without the `:*` behind it. */
export function groupName(written: string): string {
  const resource = parseArn(written)?.resource;
  if (!resource?.startsWith(GROUP_PART)) return written;
  const name = resource.slice(GROUP_PART.length);
  return name.endsWith(':*') ? name.slice(0, -2) : name;
}

/** Account and region of a scope of the store. */
export function placeOf(scope: string): Place {
  const [account = '', region = ''] = scope.split('/');
  return { account, region };
}
