import { parseArn } from '../../arn.ts';
import type { SubscriptionFilter } from './state.ts';

/** Who may be sent log events, by the service in the ARN: also the kind of delivery. */
export type TargetKind = 'lambda' | 'kinesis' | 'firehose';

/** A test before a subscription filter is kept: is there such a target, and may CloudWatch Logs reach it? */
export interface TargetCheck {
  readonly kind: TargetKind;
  readonly arn: string;
  /** `logs.us-east-1.amazonaws.com` */
  readonly principal: string;
  /** `arn:aws:logs:us-east-1:123456789012:log-group:name:*` */
  readonly sourceArn: string;
}

export const targetKind = (arn: string): TargetKind | undefined => {
  const service = parseArn(arn)?.service;
  return service === 'lambda' || service === 'kinesis' || service === 'firehose' ? service : undefined;
};

export const logsPrincipal = (region: string): string => `logs.${region}.amazonaws.com`;

/** What a subscription filter's deliveries are listed under. */
export const subscriptionId = (groupArn: string, { name }: Pick<SubscriptionFilter, 'name'>): string =>
  `${groupArn}:subscription-filter:${name}`;
