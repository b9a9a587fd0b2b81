import { paginateGetParametersByPath, SSMClient } from '@aws-sdk/client-ssm';
import { checkedSuppressions, type Suppression } from '../../core/suppression/index.ts';

const ssm = new SSMClient({});

/** What was read is good for so long; a suppression that is taken back tells people again no later. ms */
const GOOD_FOR = 5 * 60_000;

let read: { readonly suppressions: readonly Suppression[]; readonly until: number } | undefined;

/**
 * The findings somebody answers for: each parameter under the path of `SUPPRESSIONS_PATH` is a JSON list of them, so that there may be as
 * many as one likes. None without that setting.
 * @throws SuppressionError for a list that cannot hold
 */
export async function suppressions(): Promise<readonly Suppression[]> {
  const path = process.env.SUPPRESSIONS_PATH;
  if (!path) return [];
  if (read && Date.now() < read.until) return read.suppressions;
  const found: Suppression[] = [];
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client: ssm }, { Path: path })) {
    for (const { Value = '[]' } of Parameters) found.push(...checkedSuppressions(JSON.parse(Value)));
  }
  read = { suppressions: found, until: Date.now() + GOOD_FOR };
  return found;
}
