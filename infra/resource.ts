/**
 * One AWS resource of a plan, in CloudFormation's words: its type, its properties, its references. What a deploy makes of it
 * (a Pulumi resource, an SDK call) is the deploy's business.
 */
export interface Resource {
  /** Unique within the plan: `AlertTopic`. */
  readonly id: string;
  /** `AWS::SNS::Topic` */
  readonly type: string;
  readonly region: string;
  readonly properties: Readonly<Record<string, Value>>;
  /** The handler of `functions/` a Lambda function runs. */
  readonly bundle?: string;
  /** A file the project builds, which an object in S3 holds: the host agent's program. CloudFormation has no type for objects. */
  readonly asset?: 'agent';
  /** Resources that must be there first, besides those the properties refer to. */
  readonly dependsOn?: readonly string[];
}

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value } | Reference;

/** CloudFormation's references. */
export type Reference = { readonly Ref: string } | { readonly 'Fn::GetAtt': readonly [id: string, attribute: string] };

/** The value CloudFormation's `Ref` gives: most often a name. */
export const ref = (id: string): Reference => ({ Ref: id });

export const arnOf = (id: string): Reference => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** The account a plan is applied to; known only there. */
export const ACCOUNT = '${AWS::AccountId}';

/** A text with `${AWS::AccountId}`, `${Id}` or `${Id.Arn}` in it. */
export const sub = (text: string): Value => ({ 'Fn::Sub': text });

/** The ids a value refers to. */
export function references(value: Value | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  const found = value as Readonly<Record<string, Value>>;
  if (typeof found.Ref === 'string') return [found.Ref];
  const attribute = found['Fn::GetAtt'];
  if (Array.isArray(attribute)) return [String(attribute[0])];
  const text = found['Fn::Sub'];
  if (typeof text === 'string') {
    return [...text.matchAll(/\$\{([A-Za-z0-9]+)(?:\.[A-Za-z]+)?\}/g)].map(([, id]) => id!);
  }
  return Object.values(found).flatMap(references);
}
