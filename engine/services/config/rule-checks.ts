import type { ConfigRule } from '@aws-sdk/client-config-service';
import { managedRule, ParameterError, parameterValues, requiredMissing } from '../../../core/managed-rules/index.ts';
import { invalid, refusals } from './errors.ts';

/** Whether Config may invoke a function for its rules. */
export type MayInvoke = (functionArn: string, ruleArn: string) => boolean;

/** What is wrong with a rule, whoever puts it. @throws AwsError */
export function assertRule(rule: ConfigRule): void {
  assertSource(rule);
  assertScope(rule);
  assertParameters(rule);
}

/** What a user may not say of a rule, though conformance packs do. @throws AwsError */
export function assertUsersRule(rule: ConfigRule, isNew: boolean): void {
  const { ConfigRuleArn, ConfigRuleId, ConfigRuleState: state, CreatedBy, Source: source } = rule;
  if (isNew && (ConfigRuleArn !== undefined || ConfigRuleId !== undefined)) {
    throw invalid(
      'ConfigRule Arn and Id can not be specified when creating a new ConfigRule. ConfigRule Arn and Id can be specified only for updating an existing ConfigRule.',
    );
  }
  if (state !== undefined && state !== 'ACTIVE') {
    throw invalid(`The ConfigRuleState ${state} is invalid.  Only the following values are permitted: ACTIVE`);
  }
  if (CreatedBy !== undefined) {
    throw invalid(
      'AWS Config populates the CreatedBy field for ServiceLinkedConfigRule. Try again without populating the CreatedBy field',
    );
  }
  const managed = source?.Owner === 'AWS' ? managedRule(source.SourceIdentifier ?? '') : undefined;
  const missing = managed ? requiredMissing(managed.parameters ?? {}, parametersIn(rule.InputParameters)) : [];
  if (missing.length > 0) {
    throw invalid(`The required parameter [${missing.join(', ')}] is not present in the inputParameters.`);
  }
}

/** A rule of one's own wants a function Config may invoke. @throws AwsError */
export function assertInvocable({ Source: source }: ConfigRule, ruleArn: string, mayInvoke: MayInvoke): void {
  if (source?.Owner !== 'CUSTOM_LAMBDA' || mayInvoke(source.SourceIdentifier ?? '', ruleArn)) return;
  throw refusals.notInvocable(source.SourceIdentifier ?? '');
}

function assertSource({ Source: source }: ConfigRule): void {
  if (source?.Owner === 'CUSTOM_POLICY') {
    throw invalid('trailkeeper does not evaluate Guard rules (CUSTOM_POLICY) yet.');
  }
  if (!source?.SourceIdentifier) throw invalid('SourceIdentifier must be given.');
  if (source.Owner === 'AWS' && !/^[A-Z0-9_]+$/.test(source.SourceIdentifier)) {
    throw invalid(
      `The sourceIdentifier ${source.SourceIdentifier} is invalid.  Please refer to the documentation for a list of valid sourceIdentifiers that can be used when AWS is the Owner.`,
    );
  }
  if ((source.Owner === 'CUSTOM_LAMBDA') !== (source.SourceDetails ?? []).length > 0) {
    throw invalid(
      'SourceDetails should be null/empty if the owner is AWS. SourceDetails should be provided if the owner is CUSTOM_LAMBDA.',
    );
  }
  for (const { MessageType: type, MaximumExecutionFrequency: often } of source.SourceDetails ?? []) {
    if (often === undefined || !type?.endsWith('ChangeNotification')) continue;
    throw invalid(
      'A maximum execution frequency is not allowed if MessageType is ConfigurationItemChangeNotification or OversizedConfigurationItemChangeNotification.',
    );
  }
}

function assertScope({ Scope: scope }: ConfigRule): void {
  if (!scope) return;
  const types = scope.ComplianceResourceTypes ?? [];
  if (scope.TagValue !== undefined && scope.TagKey === undefined) {
    throw invalid('Tag key should not be empty when tag value is provided in scope');
  }
  if (scope.TagKey !== undefined && (types.length > 0 || scope.ComplianceResourceId !== undefined)) {
    throw invalid('Scope cannot be applied to both resource and tag');
  }
  if (scope.ComplianceResourceId !== undefined && types.length !== 1) {
    throw invalid('A single resourceType should be provided when resourceId is provided in scope');
  }
}

function assertParameters({ InputParameters: text, Source: source }: ConfigRule): void {
  const given = parametersIn(text);
  const managed = source?.Owner === 'AWS' ? managedRule(source.SourceIdentifier ?? '') : undefined;
  const types = managed?.parameters ?? {};
  if (!managed) return;
  if (Object.keys(given).some((name) => !Object.hasOwn(types, name))) {
    throw invalid(`Unknown parameters provided in the inputParameters: ${text}.`);
  }
  try {
    parameterValues(types, given);
  } catch (error) {
    throw error instanceof ParameterError ? invalid(error.message) : error;
  }
}

function parametersIn(text: string | undefined): Readonly<Record<string, unknown>> {
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Refused below, whatever is wrong with it.
  }
  throw invalid(`Invalid json ${text} passed in the InputParameters field.`);
}
