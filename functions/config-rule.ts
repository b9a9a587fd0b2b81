import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { ConfigServiceClient, type Evaluation, PutEvaluationsCommand } from '@aws-sdk/client-config-service';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { configRules } from '../rules/catalogue.ts';
import { everythingJudged, type Judgements } from './config/everything.ts';
import { type RuleInvocation, ruleInvocationSchema, TEST_TOKEN } from './config/invocation.ts';
import { type Judging, judged } from './config/judge.ts';
import { parsed } from './shared/parsed.ts';
import { recordedItem } from './shared/recorded-item.ts';

const logger = new Logger({ serviceName: 'trailkeeper-config-rule' });
const config = new ConfigServiceClient({});

/** PutEvaluations takes so many. */
const MOST = 100;

/** Thrown when a deployed Config rule names a rule the bundle does not have. */
class UnknownRuleError extends Error {
  override readonly name = 'UnknownRuleError';
}

/** A resource changed, or it is time: judges by the rule the parameters name and tells Config. */
async function configRule(invocation: RuleInvocation, _context: Context): Promise<Readonly<Record<string, number>>> {
  const { parameters, resultToken, configRuleName, at } = invocation;
  const { rule: id, ...own } = parameters;
  const rule = configRules.find((each) => each.id === id);
  if (!rule)
    throw new UnknownRuleError(`no Config rule has the id ${JSON.stringify(id)}; deploy rules and functions together`);
  const now = at === undefined ? Date.now() : Date.parse(at);
  const { evaluations, failures } = await evaluated(invocation, { rule, parameters: own, now });
  for (let from = 0; from < evaluations.length; from += MOST) {
    await config.send(
      new PutEvaluationsCommand({
        ResultToken: resultToken,
        Evaluations: evaluations.slice(from, from + MOST),
        TestMode: resultToken === TEST_TOKEN,
      }),
    );
  }
  const compliance = countsOf(evaluations);
  logger.info('judged', { configRuleName, rule: id, ...compliance });
  for (const failure of failures) logger.error(failure.message, failure);
  // What could be judged has been told. The invocation fails all the same, so that the function's alarm says that something is wrong.
  if (failures[0]) throw failures[0];
  return compliance;
}

async function evaluated(invocation: RuleInvocation, judging: Judging): Promise<Judgements> {
  const { cause, configRuleName, eventLeftScope, resultToken } = invocation;
  switch (cause.kind) {
    case 'change':
      return only(judged(cause.item, judging, eventLeftScope));
    case 'oversized':
      return only(judged(eventLeftScope ? cause.summary : await recordedItem(cause.summary), judging, eventLeftScope));
    case 'all':
      return everythingJudged(config, resultToken === TEST_TOKEN ? undefined : configRuleName, judging);
  }
}

const only = (evaluation: Evaluation): Judgements => ({ evaluations: [evaluation], failures: [] });

const countsOf = (evaluations: readonly Evaluation[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(evaluations, ({ ComplianceType = 'NOT_APPLICABLE' }) => ComplianceType)).map(
      ([type, those]) => [type, those.length],
    ),
  );

export const handler = middy(configRule)
  .use(injectLambdaContext(logger))
  .use(parsed(ruleInvocationSchema, 'an invocation of a Config rule'));
