import type { Target } from '@aws-sdk/client-eventbridge';
import { parseArn } from '../../arn.ts';

/** A bus as it is kept; the default one is there without being kept. */
export interface Bus {
  readonly name: string;
  readonly description?: string;
  readonly kmsKeyId?: string;
  readonly deadLetterArn?: string;
  readonly statements: readonly Statement[];
  readonly tags: Tags;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** A statement of a bus's policy, as the policy's JSON has it. */
export interface Statement {
  readonly Sid: string;
  readonly [member: string]: unknown;
}

export type RuleState = 'ENABLED' | 'DISABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly bus: string;
  readonly pattern?: string;
  readonly schedule?: string;
  readonly state: RuleState;
  readonly description?: string;
  readonly roleArn?: string;
  readonly managedBy?: string;
  readonly targets: readonly Target[];
  readonly tags: Tags;
  readonly createdAt: number;
  /** When a schedule's rate began to count. */
  readonly scheduledSince?: number;
}

export type Tags = Readonly<Record<string, string>>;

/** Which bus: its account, region and name. */
export interface BusRef {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

export const DEFAULT_BUS = 'default';

export const busArn = ({ account, region, name }: BusRef): string =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;

export const ruleArn = ({ account, region, name: bus }: BusRef, name: string): string =>
  `arn:aws:events:${region}:${account}:rule/${bus === DEFAULT_BUS ? '' : `${bus}/`}${name}`;

/** The scope rules are listed by. */
export const ruleScope = ({ account, region, name }: BusRef): string => `${account}/${region}/${name}`;

/** The bus a request names, by name or ARN; the caller's default one when it names none. */
export function busRef(call: { readonly account: string; readonly region: string }, named: string | undefined): BusRef {
  const arn = named === undefined ? undefined : parseArn(named);
  if (!arn) return { account: call.account, region: call.region, name: named ?? DEFAULT_BUS };
  return { account: arn.account, region: arn.region, name: arn.resource.replace(/^event-bus\//, '') };
}

/** The bus and name in a rule's ARN. */
export function ruleRef(arn: string): { bus: BusRef; name: string } | undefined {
  const parts = parseArn(arn);
  const [kind, ...path] = parts?.resource.split('/') ?? [];
  const name = path.at(-1);
  if (!parts || kind !== 'rule' || name === undefined) return undefined;
  const bus = path.length > 1 ? path.slice(0, -1).join('/') : DEFAULT_BUS;
  return { bus: { account: parts.account, region: parts.region, name: bus }, name };
}
