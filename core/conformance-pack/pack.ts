import { isObject, type Json, type JsonObject } from '../cloudtrail/index.ts';
import { managedRule } from '../managed-rules/index.ts';
import { PackError } from './error.ts';
import { readTemplate } from './read-yaml.ts';
import { Resolver } from './resolve.ts';

export type RuleOwner = 'AWS' | 'CUSTOM_LAMBDA' | 'CUSTOM_POLICY';

/** A rule of a pack, ready for PutConfigRule but for its final name. */
export interface PackRule {
  /** Its name in the template. */
  readonly logicalId: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly owner: RuleOwner;
  /** `ENCRYPTED_VOLUMES`, or a function's ARN. */
  readonly identifier: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** As PutConfigRule takes it. */
  readonly scope: JsonObject | undefined;
  readonly frequency: string | undefined;
  /** The source as it stands, with its details. */
  readonly source: JsonObject;
}

export interface ConformancePack {
  readonly rules: readonly PackRule[];
  readonly remediations: readonly PackRemediation[];
}

/** What is done about resources a rule of the pack finds at fault, ready for PutRemediationConfigurations but for the rule's final name. */
export interface PackRemediation {
  readonly ruleName: string;
  /** `AWS-PublishSNSNotification` */
  readonly document: string;
  readonly version: string | undefined;
  /** `RESOURCE_ID` stands for the resource's id, a list for itself. */
  readonly parameters: Readonly<Record<string, 'RESOURCE_ID' | readonly string[]>>;
  readonly automatic: boolean;
  readonly attempts: number | undefined;
  readonly retrySeconds: number | undefined;
}

/** A check people do; no rule evaluates it. */
export const PROCESS_CHECK = 'AWS_CONFIG_PROCESS_CHECK';

/**
 * A conformance pack: a CloudFormation template of Config rules.
 * @param values values of the template's parameters, over its defaults
 * @throws PackError when the template cannot be read, or has something besides rules and remediations
 * @see AWS Config Developer Guide, "Custom conformance packs"
 */
export function readConformancePack(text: string, values: Readonly<Record<string, string>> = {}): ConformancePack {
  const template = readTemplate(text);
  const resources = section(template, 'Resources');
  if (Object.keys(resources).length === 0) throw new PackError('the template has no Resources');
  const resolver = new Resolver(
    { ...defaultsOf(section(template, 'Parameters')), ...values },
    section(template, 'Conditions'),
  );
  const rules: PackRule[] = [];
  const remediations: [string, Json | undefined][] = [];
  for (const [logicalId, resource] of Object.entries(resources)) {
    if (!isObject(resource)) throw new PackError(`${logicalId}: a resource is a mapping`);
    if (typeof resource.Condition === 'string' && !resolver.holds(resource.Condition)) continue;
    if (resource.Type === 'AWS::Config::RemediationConfiguration') remediations.push([logicalId, resource.Properties]);
    else if (resource.Type === 'AWS::Config::ConfigRule')
      rules.push(ruleOf(logicalId, resolver.resolve(resource.Properties)));
    else throw new PackError(`${logicalId}: a pack takes no ${String(resource.Type)}`);
  }
  return {
    rules,
    remediations: remediations.map(([logicalId, properties]) => remediationOf(logicalId, properties, rules, resolver)),
  };
}

function remediationOf(
  logicalId: string,
  properties: Json | undefined,
  rules: readonly PackRule[],
  resolver: Resolver,
): PackRemediation {
  if (!isObject(properties)) throw new PackError(`${logicalId}: the remediation has no Properties`);
  const { ConfigRuleName: named, ...others } = properties;
  const referred = isObject(named) ? rules.find((rule) => rule.logicalId === named.Ref)?.name : undefined;
  const ruleName = referred ?? textOf(resolver.resolve(named));
  const given = resolver.resolve(others);
  if (!isObject(given) || !rules.some(({ name }) => name === ruleName))
    throw new PackError(`${logicalId}: the pack has no rule ${ruleName}`);
  const parameters = isObject(given.Parameters) ? given.Parameters : {};
  return {
    ruleName,
    document: textOf(given.TargetId),
    version: textOf(given.TargetVersion) || undefined,
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, parameterOf(value)])),
    automatic: textOf(given.Automatic) === 'true',
    attempts: given.MaximumAutomaticAttempts === undefined ? undefined : Number(given.MaximumAutomaticAttempts),
    retrySeconds: given.RetryAttemptSeconds === undefined ? undefined : Number(given.RetryAttemptSeconds),
  };
}

function parameterOf(value: Json | undefined): 'RESOURCE_ID' | readonly string[] {
  if (!isObject(value) || isObject(value.ResourceValue)) return 'RESOURCE_ID';
  const values = isObject(value.StaticValue) ? value.StaticValue.Values : undefined;
  return Array.isArray(values) ? (values as readonly Json[]).map(textOf) : [textOf(values)];
}

export type RuleCoverage = 'evaluated' | 'process check' | 'not built in' | 'custom';

/** Whether a rule of a pack is evaluated here. */
export function coverageOf({ owner, identifier }: PackRule): RuleCoverage {
  if (identifier === PROCESS_CHECK) return 'process check';
  if (owner !== 'AWS') return 'custom';
  return managedRule(identifier) ? 'evaluated' : 'not built in';
}

function section(template: JsonObject, name: string): JsonObject {
  const found = template[name] ?? {};
  if (!isObject(found)) throw new PackError(`${name} is no mapping`);
  return found;
}

const defaultsOf = (parameters: JsonObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      textOf(isObject(parameter) ? parameter.Default : undefined),
    ]),
  );

function ruleOf(logicalId: string, properties: Json | undefined): PackRule {
  const source = isObject(properties) ? properties.Source : undefined;
  if (!isObject(properties) || !isObject(source)) throw new PackError(`${logicalId}: the rule has no Source`);
  const owner = textOf(source.Owner) as RuleOwner;
  if (!['AWS', 'CUSTOM_LAMBDA', 'CUSTOM_POLICY'].includes(owner))
    throw new PackError(`${logicalId}: Owner ${owner} is unknown`);
  const given = isObject(properties.InputParameters) ? properties.InputParameters : {};
  return {
    logicalId,
    name: textOf(properties.ConfigRuleName) || logicalId,
    description: textOf(properties.Description) || undefined,
    owner,
    identifier: textOf(source.SourceIdentifier),
    parameters: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, textOf(value)])),
    scope: isObject(properties.Scope) ? properties.Scope : undefined,
    frequency: textOf(properties.MaximumExecutionFrequency) || textOf(source.MaximumExecutionFrequency) || undefined,
    source,
  };
}

const textOf = (value: Json | undefined): string => {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
