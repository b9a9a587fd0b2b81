import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageOf, PackError, readConformancePack } from '../../../core/conformance-pack/index.ts';
import { managedRule, parameterValues } from '../../../core/managed-rules/index.ts';
import { sharedData, sharedPath } from '../../support/shared.ts';

const TEMPLATE = `
Parameters:
  AccessKeysRotatedParamMaxAccessKeyAge:
    Default: '90'
    Type: String
  Optional:
    Default: ''
    Type: String
Conditions:
  hasAge:
    Fn::Not:
      - Fn::Equals: ['', !Ref AccessKeysRotatedParamMaxAccessKeyAge]
  hasOptional: !Not [!Equals ['', !Ref Optional]]
Resources:
  AccessKeysRotated:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: access-keys-rotated
      InputParameters:
        maxAccessKeyAge:
          Fn::If: [hasAge, {Ref: AccessKeysRotatedParamMaxAccessKeyAge}, {Ref: AWS::NoValue}]
      Source: {Owner: AWS, SourceIdentifier: ACCESS_KEYS_ROTATED}
  OnlyWithOptional:
    Type: AWS::Config::ConfigRule
    Condition: hasOptional
    Properties:
      Source: {Owner: AWS, SourceIdentifier: ENCRYPTED_VOLUMES}
  Manual:
    Type: AWS::Config::ConfigRule
    Properties:
      Source: {Owner: AWS, SourceIdentifier: AWS_CONFIG_PROCESS_CHECK}
  Remedy:
    Type: AWS::Config::RemediationConfiguration
    Properties:
      ConfigRuleName: {Ref: AccessKeysRotated}
      TargetType: SSM_DOCUMENT
      TargetId: AWSConfigRemediation-RevokeUnusedIAMUserCredentials
      Automatic: true
      MaximumAutomaticAttempts: 5
      RetryAttemptSeconds: 60
      Parameters:
        AutomationAssumeRole: {StaticValue: {Values: [!Ref Optional]}}
        IAMResourceId: {ResourceValue: {Value: RESOURCE_ID}}
`;

describe('a conformance pack', () => {
  it('gives its rules with their parameters, conditions decided', () => {
    const { rules, remediations } = readConformancePack(TEMPLATE);
    expect(rules.map(({ logicalId }) => logicalId)).toEqual(['AccessKeysRotated', 'Manual']);
    expect(rules[0]).toMatchObject({ name: 'access-keys-rotated', parameters: { maxAccessKeyAge: '90' } });
    expect(rules.map(coverageOf)).toEqual(['evaluated', 'process check']);
    expect(remediations).toEqual([
      {
        ruleName: 'access-keys-rotated',
        document: 'AWSConfigRemediation-RevokeUnusedIAMUserCredentials',
        version: undefined,
        parameters: { AutomationAssumeRole: [''], IAMResourceId: 'RESOURCE_ID' },
        automatic: true,
        attempts: 5,
        retrySeconds: 60,
      },
    ]);
  });

  it('takes values for its parameters', () => {
    const { rules } = readConformancePack(TEMPLATE, { AccessKeysRotatedParamMaxAccessKeyAge: '', Optional: 'x' });
    expect(rules.map(({ logicalId, parameters }) => [logicalId, parameters])).toEqual([
      ['AccessKeysRotated', {}],
      ['OnlyWithOptional', {}],
      ['Manual', {}],
    ]);
  });

  it.each([
    ['Resources: {}', 'no Resources'],
    ['Resources: [', 'line'],
    ['just text', 'a mapping'],
    ['Resources: {A: {Type: AWS::S3::Bucket}}', 'a pack takes no AWS::S3::Bucket'],
    ['Resources: {A: {Type: AWS::Config::ConfigRule}}', 'no Source'],
    ['Resources: {A: {Type: AWS::Config::ConfigRule, Condition: B}}', 'no condition B'],
    ['{Conditions: {B: {Condition: B}}, Resources: {A: {Type: AWS::Config::ConfigRule, Condition: B}}}', 'itself'],
    ['Resources: {A: {Type: AWS::Config::ConfigRule, Properties: {Source: {Owner: !Ref X}}}}', 'no parameter X'],
  ])('is refused with a reason: %s', (text, reason) => {
    expect(() => readConformancePack(text)).toThrow(PackError);
    expect(() => readConformancePack(text)).toThrow(reason);
  });

  it('does not explode', () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}]`,
    );
    expect(() => readConformancePack(`a0: &a0 [x]\n${levels.join('\n')}`)).toThrow(PackError);
  });

  it('is read or refused, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constant(TEMPLATE).chain((whole) => fc.nat(whole.length).map((end) => whole.slice(0, end))),
    );
    fc.assert(
      fc.property(text, (given) => {
        try {
          readConformancePack(given);
        } catch (error) {
          expect(error).toBeInstanceOf(PackError);
        }
      }),
    );
  });
});

describe.skipIf(!sharedData)("AWS's own packs", () => {
  it('all load, and more than half of what they ask for is evaluated, with the parameters they give', () => {
    const root = sharedPath('config/conformance_packs');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
    const rules = files.flatMap((name) => [...readConformancePack(readFileSync(`${root}/${name}`, 'utf8')).rules]);
    const asked = rules.filter((rule) => coverageOf(rule) !== 'process check');
    const evaluated = asked.filter((rule) => coverageOf(rule) === 'evaluated');

    expect(files).toHaveLength(122);
    expect(evaluated.length / asked.length).toBeGreaterThan(0.7);
    for (const { identifier, parameters } of evaluated) {
      expect(() => parameterValues(managedRule(identifier)?.parameters ?? {}, parameters), identifier).not.toThrow();
    }
  });
});

describe('a template that means harm', () => {
  const doubling = (tag: string) =>
    [
      'a: &a [x, x]',
      ...[...'bcdefghijklmnop'].map((name, index) => `${name}: &${name} ${tag}[*${'abcdefghijklmno'[index]}, *a]`),
    ].join('\n');

  it.each([
    ['doubles itself', doubling('')],
    ['doubles itself within functions', doubling('!If ')],
    ['holds itself', 'Resources: &a\n  x: *a'],
    ['has many anchors', Array.from({ length: 9000 }, (_, index) => `k${index}: &a${index} x`).join('\n')],
    ['is deep', `Resources: ${'['.repeat(100_000)}`],
    ['is deep in JSON', `{"Resources": ${'{"a":'.repeat(10_000)}`],
    ['is deep by dashes', '- '.repeat(50_000)],
    ['is long', `Resources: ${'x'.repeat(400_000)}`],
  ])('is refused at once where it %s', (_, text) => {
    expect(() => readConformancePack(text, {})).toThrow(PackError);
  });

  it('may have stars and ampersands in its texts', () => {
    const text = `Resources:\n  r:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Description: |\n        * a & *b\n      ConfigRuleName: "*r"\n      Source: {Owner: AWS, SourceIdentifier: ENCRYPTED_VOLUMES}\n`;
    expect(readConformancePack(text, {}).rules.map(({ name }) => name)).toEqual(['*r']);
  });
});
