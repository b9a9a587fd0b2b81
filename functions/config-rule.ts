import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { ConfigServiceClient, PutEvaluationsCommand } from '@aws-sdk/client-config-service';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { type ConfigurationItem, isDeleted } from '../core/configuration-item/index.ts';
import { configRules } from '../rules/catalogue.ts';
import { notApplicable, type RuleItem } from '../rules/kit/index.ts';
import { type RuleInvocation, ruleInvocationSchema } from './config/invocation.ts';
import { parsed } from './shared/parsed.ts';

const logger = new Logger({ serviceName: 'trailkeeper-config-rule' });
const config = new ConfigServiceClient({});

/** Thrown when a deployed Config rule names a rule the bundle does not have. */
class UnknownRuleError extends Error {
  override readonly name = 'UnknownRuleError';
}

/** A resource changed: judges it by the rule the parameters name and tells Config. */
async function configRule(
  { item, parameters, resultToken, eventLeftScope, configRuleName }: RuleInvocation,
  _context: Context,
): Promise<{ compliance: string }> {
  const { rule: id, ...own } = parameters;
  const rule = configRules.find((each) => each.id === id);
  if (!rule)
    throw new UnknownRuleError(`no Config rule has the id ${JSON.stringify(id)}; deploy rules and functions together`);
  const verdict = eventLeftScope || isDeleted(item) ? notApplicable() : rule.evaluate(ruleItem(item), own);
  await config.send(
    new PutEvaluationsCommand({
      ResultToken: resultToken,
      Evaluations: [
        {
          ComplianceResourceType: item.resourceType,
          ComplianceResourceId: item.resourceId,
          ComplianceType: verdict.compliance,
          Annotation: verdict.annotation || undefined,
          OrderingTimestamp: new Date(item.configurationItemCaptureTime),
        },
      ],
    }),
  );
  logger.info('judged', { configRuleName, rule: id, resource: item.resourceId, compliance: verdict.compliance });
  return { compliance: verdict.compliance };
}

/** An item as rules read it: one spelling, nothing null. */
const ruleItem = (item: ConfigurationItem): RuleItem => ({
  resourceType: item.resourceType,
  resourceId: item.resourceId,
  resourceName: item.resourceName ?? undefined,
  arn: item.ARN ?? undefined,
  accountId: item.awsAccountId,
  awsRegion: item.awsRegion,
  configuration: item.configuration ?? {},
  supplementaryConfiguration: item.supplementaryConfiguration,
  tags: item.tags,
});

export const handler = middy(configRule)
  .use(injectLambdaContext(logger))
  .use(parsed(ruleInvocationSchema, 'a question of AWS Config'));
