import { DescribeConfigRuleEvaluationStatusCommand, DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../../engine/deliveries/index.ts';
import { givenRecorder } from './given.ts';

describe('a rule whose function fails', () => {
  it('says so in its status until it has judged again, and the others are not concerned', async () => {
    const { client, rule, parts } = await givenRecorder();
    await rule('failing');
    await rule('fine');
    let isBroken = true;
    parts.deliveries.by('lambda-function', async () => {
      if (isBroken) throw new DeliveryError('Unhandled', 'TypeError: no list', true);
    });
    const { ConfigRules = [] } = await client.send(new DescribeConfigRulesCommand({ ConfigRuleNames: ['failing'] }));
    /** What Lambda does once it has taken Config's question. */
    const ask = async () => {
      parts.deliveries.add({
        cause: 'c',
        via: ConfigRules[0]?.ConfigRuleArn ?? '',
        kind: 'lambda-function',
        target: 'arn:aws:lambda:us-east-1:123456789012:function:f',
        payload: '{}',
        attributes: {},
        retry: 'lambda-async',
      });
      await parts.clock.idle();
    };
    const statuses = async () => {
      const { ConfigRulesEvaluationStatus = [] } = await client.send(new DescribeConfigRuleEvaluationStatusCommand({}));
      return ConfigRulesEvaluationStatus.map((each) => [
        each.ConfigRuleName,
        each.LastErrorCode,
        each.LastErrorMessage,
      ]);
    };

    await ask();
    expect(await statuses()).toEqual([
      ['failing', 'RuleFailed', expect.stringContaining('TypeError: no list')],
      ['fine', undefined, undefined],
    ]);

    isBroken = false;
    await ask();
    expect(await statuses()).toEqual([
      ['failing', undefined, undefined],
      ['fine', undefined, undefined],
    ]);
  });
});
