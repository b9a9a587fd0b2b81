/**
 * A Config rule's verdict on a resource is another one than before: tells people which rule, which resource, what changed, who caused it
 * and what to do, unless somebody answers for it. Invoked by EventBridge ("Config Rules Compliance Change"), asynchronously; what it
 * refuses goes to the function's dead letters with the reason.
 *
 * Environment: `TOPIC_ARN`, `IDEMPOTENCY_TABLE`, `DIGEST_ARN`, `DIGEST_ROLE_ARN`, `LANGUAGE`, `TIME_ZONE` as for the alert function;
 * `SUPPRESSIONS_PATH` the path of the SSM parameters that hold suppressions, optional.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { complianceMessage, tellsOfCompliance } from '../core/message/index.ts';
import { namesOf, ruleNames, type Suppression, suppressionOf } from '../core/suppression/index.ts';
import { type Cause, causeOf } from './compliance/cause.ts';
import { type ComplianceChange, complianceChangeSchema, findingOf } from './compliance/change.ts';
import { textsOfRule } from './compliance/rule-texts.ts';
import { taken } from './incidents/windows.ts';
import { language, timeZone } from './shared/environment.ts';
import { once } from './shared/once.ts';
import { parsed } from './shared/parsed.ts';
import { publish } from './shared/publish.ts';
import { suppressions } from './shared/suppressions.ts';

const logger = new Logger({ serviceName: 'trailkeeper-compliance-change' });

async function complianceChange(change: ComplianceChange, _context: Context): Promise<{ messageId: string | null }> {
  const { transition } = change;
  const { ruleName, resourceType, resourceId, from, to } = transition;
  const about = { ruleName, resourceType, resourceId, from, to };
  if (!tellsOfCompliance(transition)) {
    logger.info('nothing to tell', about);
    return { messageId: null };
  }
  const rule = textsOfRule(ruleName);
  const { suppression, cause } = await answeredFor(change);
  if (suppression) {
    const { owner, expires } = suppression;
    logger.info('suppressed', { ...about, owner, expires });
    return { messageId: null };
  }
  if (!(await taken(findingOf(change), Date.now()))) {
    logger.info('left to the digest', about);
    return { messageId: null };
  }
  const { item, change: what } = cause ?? (await knownOf(change));
  const message = complianceMessage({
    rule,
    transition,
    resourceName: item?.resourceName ?? undefined,
    change: what,
    lang: language(),
    timeZone: timeZone(),
  });
  const messageId = await publish(message, { kind: 'compliance', rule: ruleName, severity: rule?.severity, state: to });
  logger.info('compliance change sent', { ...about, messageId });
  return { messageId };
}

/** That it does not comply matters more than why: where history cannot be read the message goes out all the same, and the log says why. */
async function knownOf(change: ComplianceChange): Promise<Cause> {
  try {
    return await causeOf(change);
  } catch (error) {
    logger.warn('the cause could not be read', error as Error);
    return {};
  }
}

/**
 * The suppression that holds for a change. The resource is looked up, for its names, only where one is about its rule: in a storm of
 * changes AWS Config would soon answer no more.
 */
async function answeredFor(change: ComplianceChange): Promise<{ suppression?: Suppression; cause?: Cause }> {
  const rules = ruleNames(change.transition);
  const all = await suppressions();
  const possible = all.filter((each) =>
    suppressionOf([{ ...each, resource: '*' }], { rules, resources: [''] }, Date.now()),
  );
  if (possible.length === 0) return {};
  const cause = await causeOf(change);
  const { resourceName, ARN: arn } = cause.item ?? {};
  return {
    suppression: suppressionOf(possible, namesOf({ ...change.transition, resourceName, arn }), Date.now()),
    cause,
  };
}

export const handler = middy(complianceChange)
  .use(injectLambdaContext(logger))
  .use(parsed(complianceChangeSchema, 'a change of compliance'))
  .use(once('id'));
