import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { ConfigurationItem } from '../../core/configuration-item/index.ts';
import type { ClientSettings as PlainSettings } from '../evidence.ts';
import { Asking, type Unanswered } from './asking.ts';
import { cloudtrail } from './cloudtrail.ts';
import type { ClientSettings, Collector } from './collector.ts';
import { ec2 } from './ec2.ts';
import { iam } from './iam.ts';
import { itemOf } from './item.ts';
import { kms } from './kms.ts';
import { lambda } from './lambda.ts';
import { rds } from './rds.ts';
import { s3 } from './s3.ts';
import { sns } from './sns.ts';
import { sqs } from './sqs.ts';

export type { Unanswered } from './asking.ts';
export { CALLS, collectPolicy } from './calls.ts';

/** What is read, those without regions first. */
const COLLECTORS: readonly Collector[] = [iam, s3, cloudtrail, ec2, kms, lambda, rds, sns, sqs];

export interface CollectOptions {
  readonly regions: readonly string[];
  /** When the items are of, ms since 1970. */
  readonly now: number;
  /** Told with every call. */
  readonly onCall?: (service: string, region: string) => void;
}

/** A collection under way; what was refused is whole when it has ended. */
export interface Collection {
  readonly items: AsyncIterable<ConfigurationItem>;
  readonly unanswered: () => readonly Unanswered[];
}

/**
 * Reads the resources of an account, or of any endpoint, with calls that only read, and gives them as configuration items. A call that is
 * refused is noted, what it would have told is not known, and the rest goes on. Throttling is waited out.
 */
export function collect(settings: PlainSettings, { regions, now, onCall = () => {} }: CollectOptions): Collection {
  const unanswered = new Map<string, Unanswered>();

  async function* items(): AsyncGenerator<ConfigurationItem> {
    const account = await accountOf(settings);
    for (const [index, region] of regions.entries()) {
      const client: ClientSettings = { ...settings, region, retryMode: 'adaptive', maxAttempts: 8 };
      for (const { service, isGlobal, collect: read } of COLLECTORS) {
        if (isGlobal && index > 0) continue;
        const asking = new Asking(region, unanswered, () => onCall(service, region));
        for await (const seen of read(asking, client, account)) yield itemOf(seen, { account, region, now });
      }
    }
  }

  return { items: items(), unanswered: () => [...unanswered.values()] };
}

async function accountOf(settings: PlainSettings): Promise<string> {
  const sts = new STSClient(settings);
  try {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return Account;
  } finally {
    sts.destroy();
  }
}
