import { GetParameterCommand, GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ssm } from '../../../../engine/services/ssm/index.ts';
import { recordings } from '../../../support/recorded.ts';
import { type ServedForTest, serveServices } from '../../../support/serve.ts';
import { sharedData } from '../../../support/shared.ts';

const NAME = '/path/to/parameter';
const ARN = `arn:aws:ssm:us-east-1:123456789012:parameter${NAME}`;

let server: ServedForTest<{ ssm: typeof ssm }>;
let client: SSMClient;

beforeEach(async () => {
  server = await serveServices({ ssm });
  client = new SSMClient(server.config);
});
afterEach(() => server.close());

/** An answer with what differs from run to run in place of what the recording has instead of it. */
function asRecorded(answer: object): unknown {
  const { $metadata: _metadata, ...rest } = answer as Record<string, unknown>;
  const text = JSON.stringify(rest)
    .replaceAll(/"LastModifiedDate":"[^"]*"/g, '"LastModifiedDate":"<datetime>"')
    .replaceAll('arn:aws:ssm:us-east-1:123456789012', 'arn:<partition>:ssm:<region>:111111111111')
    .replaceAll(NAME, '<name:1>');
  return JSON.parse(text);
}

describe.skipIf(!sharedData)('a parameter is answered as recorded from AWS', () => {
  const recorded = (name: string) => recordings('ssm/test_ssm').answer('TestSSM::test_parameters_with_path', name);
  const put = () => client.send(new PutParameterCommand({ Name: NAME, Value: '123', Type: 'String' }));

  it('when it is put', async () => {
    expect(asRecorded(await put())).toEqual(recorded('put-parameter-response'));
  });

  it('by its name and its ARN', async () => {
    await put();

    const byName = await client.send(new GetParameterCommand({ Name: NAME }));
    const byArn = await client.send(new GetParameterCommand({ Name: ARN }));

    expect(asRecorded(byName)).toEqual(recorded('get-parameter-response'));
    expect(asRecorded(byArn)).toEqual(recorded('get-parameter-by-arn-response'));
  });

  it('among others', async () => {
    await put();

    const byName = await client.send(new GetParametersCommand({ Names: [NAME] }));
    const byArn = await client.send(new GetParametersCommand({ Names: [ARN] }));

    expect(asRecorded(byName)).toEqual(recorded('get-parameters-response'));
    expect(asRecorded(byArn)).toEqual(recorded('get-parameters-by-arn-response'));
  });

  it('whose name is no path', async () => {
    const arn = 'arn:aws:ssm:us-east-1:123456789012:parameter/plain';
    await client.send(new PutParameterCommand({ Name: 'plain', Value: 'test', Type: 'String' }));

    const { Parameter } = await client.send(new GetParameterCommand({ Name: arn }));

    expect(Parameter?.ARN).toBe(arn);
    const shown = asRecorded({ ...Parameter, ARN: undefined, Name: undefined });
    const known = recordings('ssm/test_ssm').answer('TestSSM::test_get_parameter_by_arn', 'Parameter');
    expect(known).toMatchObject(Object(shown));
  });
});
