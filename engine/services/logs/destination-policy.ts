import type { Destination } from './state.ts';

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
}

const ACTION = /^(\*|logs:\*|logs:PutSubscriptionFilter)$/i;

/**
 * Whether an account may send its log events to a destination: its own may, another one where the access policy names it. What
 * statements say of resources and conditions is not weighed.
 * @see CloudWatch Logs guide, "Cross-account log data sharing"
 */
export function maySubscribe({ arn, accessPolicy }: Destination, account: string): boolean {
  if (arn.split(':')[4] === account) return true;
  const statements = listed(parsed(accessPolicy)?.Statement).filter((statement) => {
    const { Action, Principal } = Object(statement) as Statement;
    return listed(Action).some((action) => ACTION.test(action)) && names(Principal, account);
  });
  return statements.some(({ Effect }) => Effect === 'Allow') && !statements.some(({ Effect }) => Effect === 'Deny');
}

function names(principal: unknown, account: string): boolean {
  const { AWS } = Object(principal) as { AWS?: string | readonly string[] };
  return listed(typeof principal === 'string' ? principal : AWS).some(
    (each) => each === '*' || each === account || String(each).split(':')[4] === account,
  );
}

const listed = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

function parsed(policy = ''): { readonly Statement?: Statement | readonly Statement[] } | undefined {
  try {
    return Object(JSON.parse(policy)) as { Statement?: Statement | readonly Statement[] };
  } catch {
    return undefined;
  }
}
