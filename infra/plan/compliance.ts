import type { ConfigRule } from '../../rules/kit/index.ts';
import { ACCOUNT, arnOf, type Resource, sub } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { configRuleName } from './config/rules.ts';
import { toDeadLetters } from './dead-letters.ts';
import { digestEnvironment, digests } from './digest.ts';
import { fromRules, handler } from './handler.ts';
import { SUPPRESSIONS_PATH } from './suppressions.ts';
import { tellingEnvironment, tells } from './telling.ts';

/** What tells people that a rule's verdict changed. */
export function complianceChanges(rules: readonly ConfigRule[], settings: Settings): Resource[] {
  const { homeRegion: region, recording, tellCompliance } = settings;
  if (!recording || !tellCompliance) return [];
  return [
    ...handler('compliance-change', {
      settings,
      statements: [
        ...tells(settings),
        ...digests(settings),
        // Neither knows a resource to narrow this to.
        {
          Sid: 'FindCause',
          Effect: 'Allow',
          Action: ['config:GetResourceConfigHistory', 'cloudtrail:LookupEvents'],
          Resource: '*',
        },
        {
          Sid: 'Suppressions',
          Effect: 'Allow',
          Action: 'ssm:GetParametersByPath',
          Resource: sub(`arn:aws:ssm:${region}:${ACCOUNT}:parameter${SUPPRESSIONS_PATH}`),
        },
      ],
      invokedBy: fromRules(settings),
      environment: { ...tellingEnvironment(settings), ...digestEnvironment, SUPPRESSIONS_PATH },
    }),
    {
      id: 'ComplianceChangeRule',
      type: 'AWS::Events::Rule',
      region,
      properties: {
        Name: 'trailkeeper-compliance-change',
        Description: "A Config rule's verdict changed",
        EventPattern: {
          source: ['aws.config'],
          'detail-type': ['Config Rules Compliance Change'],
          ...(tellCompliance === 'catalogue' && { detail: { configRuleName: rules.map(configRuleName) } }),
        },
        State: 'ENABLED',
        Targets: [{ Id: 'compliance-change', Arn: arnOf('ComplianceChangeFunction'), ...toDeadLetters }],
      },
      dependsOn: ['ComplianceChangePermission'],
    },
  ];
}
