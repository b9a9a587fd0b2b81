import type { ConfigRule } from '../../../rules/kit/index.ts';
import { arnOf, type Resource } from '../../resource.ts';
import type { Settings } from '../../settings.ts';
import { fromConfig, handler } from '../handler.ts';
import { pascal } from '../names.ts';
import { frameworkRules, managedRuleName } from './managed-rules.ts';

/** What a rule's function does: fetches items too large to be told, reads all of a type when it is time, and says what it found. */
const JUDGING = [
  'config:GetComplianceDetailsByConfigRule',
  'config:GetResourceConfigHistory',
  'config:PutEvaluations',
  'config:SelectResourceConfig',
];

/** The catalogue's rules with the function that judges by them, and Config's own managed rules. */
export function configRules(rules: readonly ConfigRule[], settings: Settings): Resource[] {
  if (!settings.recording) return [];
  const regions = [...new Set([settings.homeRegion, ...settings.regions])];
  return [
    ...handler('config-rule', {
      settings,
      // Config knows no resource to narrow these to: a result token says whose verdict it is.
      statements: [{ Sid: 'Judge', Effect: 'Allow', Action: JUDGING, Resource: '*' }],
      invokedBy: fromConfig(settings),
    }),
    ...rules.map((rule) => ownRule(rule, settings)),
    ...regions.flatMap((region) =>
      managedRulesOf(settings).map((rule) =>
        managedRule(rule, region, region === settings.homeRegion ? '' : pascal(region)),
      ),
    ),
  ];
}

/** The name a rule of the catalogue is deployed by. */
export const configRuleName = ({ id }: Pick<ConfigRule, 'id'>): string => `trailkeeper-${id}`;

/** A rule judged by the account's own function: told which of the catalogue's rules it is, and with which parameters. */
const ownRule = (rule: ConfigRule, { homeRegion: region }: Settings): Resource => ({
  id: `${pascal(rule.id)}ConfigRule`,
  type: 'AWS::Config::ConfigRule',
  region,
  properties: {
    ConfigRuleName: configRuleName(rule),
    Description: rule.title.en,
    Scope: { ComplianceResourceTypes: [...rule.resourceTypes] },
    InputParameters: { rule: rule.id, ...rule.parameters },
    Source: {
      Owner: 'CUSTOM_LAMBDA',
      SourceIdentifier: arnOf('ConfigRuleFunction'),
      SourceDetails: rule.triggers.map((trigger) => ({ EventSource: 'aws.config', ...trigger })),
    },
  },
  dependsOn: ['ConfigRulePermission', 'ConfigChannel'],
});

type Parameters = Readonly<Record<string, string>>;

export interface DeployedManagedRule {
  readonly name: string;
  readonly identifier: string;
  readonly parameters: Parameters;
}

/**
 * Managed rules: those of the frameworks, and what the settings add to and take from them. What they say of an identifier that the frameworks
 * have several rules of makes it one.
 */
export function managedRulesOf({ frameworks, managedRules }: Settings): DeployedManagedRule[] {
  const chosen = frameworkRules.filter(({ only }) =>
    only === undefined ? frameworks.length > 0 : frameworks.includes(only),
  );
  const set = Object.entries(managedRules).flatMap(([identifier, setting]) => {
    const before = chosen.filter((rule) => rule.identifier === identifier).map(({ parameters }) => parameters);
    return setting ? [{ identifier, parameters: Object.assign({}, ...before, setting.parameters) as Parameters }] : [];
  });
  return [...chosen.filter(({ identifier }) => managedRules[identifier] === undefined), ...set].map(
    ({ identifier, parameters = {}, ...more }) => ({
      name: managedRuleName(identifier, 'about' in more ? more.about : undefined),
      identifier,
      parameters,
    }),
  );
}

const managedRule = (
  { name, identifier, parameters }: DeployedManagedRule,
  region: string,
  suffix: string,
): Resource => ({
  id: `${pascal(name)}${suffix}`,
  type: 'AWS::Config::ConfigRule',
  region,
  properties: {
    ConfigRuleName: name,
    ...(Object.keys(parameters).length > 0 && { InputParameters: parameters }),
    Source: { Owner: 'AWS', SourceIdentifier: identifier },
  },
  dependsOn: [`ConfigChannel${suffix}`],
});
