import type { Call } from '../../service.ts';

const ARN = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:([a-zA-Z0-9-_]+)/;

/** The function's name in what callers write: a name, an ARN, `123456789012:function:name`, each perhaps with a qualifier. */
export function functionName(written: string): string {
  const inArn = ARN.exec(written)?.[1];
  if (inArn) return inArn;
  const partial = /function:([a-zA-Z0-9-_]+)/.exec(written)?.[1];
  return partial ?? written.split(':')[0]!;
}

export const functionArn = ({ region, account }: Pick<Call, 'region' | 'account'>, name: string): string =>
  `arn:aws:lambda:${region}:${account}:function:${name}`;
