import { readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputChecker } from '../../../engine/http/constraints/checker.ts';
import { matcher } from '../../../engine/http/constraints/pattern.ts';
import { readTable } from '../../../engine/http/constraints/table.ts';
import { inHashOrder } from '../../../engine/http/constraints/words.ts';
import { readServiceSchema, type ServiceSchema } from '../../../engine/http/schemas.ts';

const logs = { schema: readServiceSchema(await import('@aws-sdk/client-cloudwatch-logs')), signingName: 'logs' };
const events = { schema: readServiceSchema(await import('@aws-sdk/client-eventbridge')), signingName: 'events' };
const sns = { schema: readServiceSchema(await import('@aws-sdk/client-sns')), signingName: 'sns' };
const kms = { schema: readServiceSchema(await import('@aws-sdk/client-kms')), signingName: 'kms' };
const sts = { schema: readServiceSchema(await import('@aws-sdk/client-sts')), signingName: 'sts' };

/** What the input is answered with; undefined when it passes. */
function answer(
  { schema, signingName }: { schema: ServiceSchema; signingName: string },
  operation: string,
  input: object,
) {
  const checker = new InputChecker(readTable(signingName), 'ValidationException');
  try {
    checker.check(operation, input, schema.operations.get(operation)!.input);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('an input that breaks a constraint of the model', () => {
  it('is refused for a text that is too long, in the words AWS was recorded with', () => {
    const name = 'X'.repeat(513);

    expect(answer(logs, 'DeleteMetricFilter', { logGroupName: 'g', filterName: name })).toBe(
      `1 validation error detected: Value '${name}' at 'filterName' failed to satisfy constraint: Member must have length less than or equal to 512`,
    );
  });

  it('is refused for a number out of range', () => {
    expect(answer(logs, 'GetLogEvents', { logGroupName: 'g', logStreamName: 's', limit: 10001 })).toBe(
      "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
    );
  });

  it('is refused for a list that is too long, shown as Java prints it', () => {
    const metricTransformations = [1, 2].map((at) => ({
      metricName: `metric${at}`,
      metricNamespace: `namespace${at}`,
      metricValue: '1',
    }));

    const said = answer(logs, 'PutMetricFilter', {
      logGroupName: 'g',
      filterName: 'f',
      filterPattern: '',
      metricTransformations,
    });

    expect(said).toContain(
      "1 validation error detected: Value '[MetricTransformation(metricName=metric1, metricNamespace=namespace1, metricValue=1, defaultValue=null, unit=null, dimensions=null), MetricTransformation(metricName=metric2",
    );
    expect(said).toContain(
      "' at 'metricTransformations' failed to satisfy constraint: Member must have length less than or equal to 1",
    );
  });

  it('is refused for each thing wrong with it, pattern before length, members in the order of the model', () => {
    const name = 'This should fail with two errors 123467890123412341234123412341234';

    expect(answer(events, 'CreateConnection', { Name: name, AuthorizationType: 'INVALID', AuthParameters: {} })).toBe(
      `3 validation errors detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+; ` +
        `Value '${name}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 64; ` +
        "Value 'INVALID' at 'authorizationType' failed to satisfy constraint: Member must satisfy enum value set: [BASIC, OAUTH_CLIENT_CREDENTIALS, API_KEY]",
    );
  });

  it('is refused for a member of a list, named by its place', () => {
    expect(answer(events, 'PutTargets', { Rule: 'r', Targets: [{ Id: '!@#$@!#$', Arn: 'arn:aws:sqs:::q' }] })).toBe(
      "1 validation error detected: Value '!@#$@!#$' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
    );
  });

  it('is refused without showing what is secret', () => {
    expect(answer(kms, 'Encrypt', { KeyId: 'k', Plaintext: Buffer.alloc(4097) })).toBe(
      "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
    );
  });

  it('is refused for what is missing, in maps within lists too', () => {
    const PublishBatchRequestEntries = [{ Id: '1', Message: 'm', MessageAttributes: { attr1: {} } }];

    expect(answer(sns, 'PublishBatch', { TopicArn: 'arn', PublishBatchRequestEntries })).toBe(
      "1 validation error detected: Value null at 'publishBatchRequestEntries.1.member.messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null",
    );
  });

  it('is refused for a pattern a text fits only in part', () => {
    expect(
      answer(sts, 'AssumeRole', { RoleArn: `arn:aws:iam::123456789012:role/r`, RoleSessionName: 'Session1:2' }),
    ).toBe(
      "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    );
  });
});

describe('an input that keeps all constraints', () => {
  it('passes', () => {
    const logEvents = [{ timestamp: 0, message: 'm' }];

    expect(
      answer(logs, 'PutLogEvents', { logGroupName: '/aws/lambda/f', logStreamName: 's', logEvents }),
    ).toBeUndefined();
    expect(answer(logs, 'DescribeLogGroups', {})).toBeUndefined();
  });
});

describe('an enum in a message', () => {
  it('has the order AWS was recorded with', () => {
    expect(inHashOrder(['OK', 'ALARM', 'INSUFFICIENT_DATA'])).toEqual(['INSUFFICIENT_DATA', 'ALARM', 'OK']);
    expect(inHashOrder(['json', 'plain', 'w3c', 'raw', 'parquet'])).toEqual(['w3c', 'raw', 'json', 'plain', 'parquet']);
    expect(inHashOrder(['POST', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])).toEqual([
      'HEAD',
      'POST',
      'PATCH',
      'DELETE',
      'PUT',
      'GET',
      'OPTIONS',
    ]);
  });
});

describe("the models' patterns", () => {
  const folder = path.join(import.meta.dirname, '../../../engine/http/constraints');
  const tables = readdirSync(folder)
    .filter((name) => name.endsWith('.generated.json') && name !== 'services.generated.json')
    .map((name) => readTable(name.replace('.generated.json', '')));
  const patterns = new Set(
    tables.flatMap(({ shapes }) => Object.values(shapes).flatMap(({ pattern }) => pattern ?? [])),
  );

  it('run in linear time but for those that look around or repeat more than RE2 counts', () => {
    const unchecked = [...patterns].filter((pattern) => !matcher(pattern));
    const lookAround = /\(\?[=!<]/;
    const longRepeat = /\{\d*,?\d{4,}\}/;

    expect(unchecked.filter((pattern) => !lookAround.test(pattern) && !longRepeat.test(pattern))).toEqual([]);
    expect(unchecked.length).toBeLessThan(40);
  });

  it('answer the same however often the same text is asked for', () => {
    const matches = matcher('[\\.\\-_/#A-Za-z0-9]+')!;
    const text = fc.oneof(fc.stringMatching(/^[a-z/#]{1,5}$/), fc.string({ maxLength: 5 }));

    fc.assert(
      fc.property(fc.array(text), (texts) => {
        for (const one of texts) expect(matches(one)).toBe(/^[.\-_/#A-Za-z0-9]+$/.test(one));
      }),
    );
  });
});
