import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { ComplianceEvidence } from '../core/compliance/index.ts';
import { readRules } from './rule-verdicts.ts';
import { readAlarms } from './watching-alarms.ts';

export interface ClientSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * What an account, or an engine, says of its compliance in one region: each Config rule with its verdicts, and the alarms on metrics.
 * Reads only.
 * @param now ms since 1970
 */
export async function readEvidence(settings: ClientSettings, now: number): Promise<ComplianceEvidence> {
  const sts = new STSClient(settings);
  try {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return {
      accountId: Account,
      region: settings.region,
      readAt: new Date(now).toISOString(),
      rules: await readRules(settings),
      alarms: await readAlarms(settings, Account),
    };
  } finally {
    sts.destroy();
  }
}
