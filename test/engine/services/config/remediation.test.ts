import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConfigServiceClient,
  DeleteConfigRuleCommand,
  DeleteRemediationConfigurationCommand,
  DescribeRemediationConfigurationsCommand,
  DescribeRemediationExceptionsCommand,
  DescribeRemediationExecutionStatusCommand,
  PutConfigRuleCommand,
  PutRemediationConfigurationsCommand,
  PutRemediationExceptionsCommand,
  PutResourceConfigCommand,
  type RemediationConfiguration,
  StartRemediationExecutionCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verify } from '../../../../engine/http/signature/verify.ts';
import { clientOptions, engine } from '../../../support/engine.ts';
import { refusalOf } from './given.ts';
import { startRecorder } from './start-recorder.ts';

const START = Date.UTC(2026, 0, 10, 12);
const VOLUME = { resourceType: 'AWS::EC2::Volume', resourceId: 'vol-1' } as const;
const role = { StaticValue: { Values: ['arn:aws:iam::123456789012:role/remedy'] } };

/** Systems Manager: answers to starts as told and with success after that, and says of documents what `running` says, one after the other. */
async function automation({ starts = [], running = [] }: { starts?: [number, string][]; running?: object[] } = {}) {
  const calls: { readonly target: string; readonly input: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { method = '', url = '', headers } = request;
    const { AWS_SECRET_ACCESS_KEY: secret = 'test' } = process.env;
    const refused = verify({ method, path: url, query: '', headers, body }, 'json', () => secret, Date.now());
    expect(refused).toBeUndefined();
    const target = String(headers['x-amz-target']).replace('AmazonSSM.', '');
    calls.push({ target, input: JSON.parse(body.toString()) });
    const [status, text] =
      target === 'StartAutomationExecution'
        ? (starts.shift() ?? [200, '{"AutomationExecutionId":"e"}'])
        : [200, JSON.stringify({ AutomationExecution: running.shift() ?? { AutomationExecutionStatus: 'Success' } })];
    response.writeHead(status).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const started = () => calls.filter(({ target }) => target === 'StartAutomationExecution').length;
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, started };
}

/** A volume that is not encrypted, a rule that says so, and what is done about it. */
async function given(more: Partial<RemediationConfiguration> = {}, ssm?: string) {
  const running = await engine({ clock: 'virtual', startAt: START, actionEndpoints: { ssm } });
  const client = new ConfigServiceClient(clientOptions(running));
  onTestFinished(() => client.destroy());
  await startRecorder(client);
  await client.send(
    new PutConfigRuleCommand({
      ConfigRule: { ConfigRuleName: 'sealed', Source: { Owner: 'AWS', SourceIdentifier: 'ENCRYPTED_VOLUMES' } },
    }),
  );
  await client.send(
    new PutRemediationConfigurationsCommand({
      RemediationConfigurations: [
        {
          ConfigRuleName: 'sealed',
          TargetType: 'SSM_DOCUMENT',
          TargetId: 'Custom-SealVolume',
          TargetVersion: '2',
          Parameters: { VolumeId: { ResourceValue: { Value: 'RESOURCE_ID' } }, AutomationAssumeRole: role },
          ...more,
        },
      ],
    }),
  );
  const volume = (encrypted = false) =>
    client.send(
      new PutResourceConfigCommand({
        ResourceType: VOLUME.resourceType,
        ResourceId: VOLUME.resourceId,
        SchemaVersionId: '1',
        Configuration: JSON.stringify({ encrypted, state: { value: 'in-use' } }),
      }),
    );
  const start = () =>
    client.send(new StartRemediationExecutionCommand({ ConfigRuleName: 'sealed', ResourceKeys: [VOLUME] }));
  const status = async () => {
    const { RemediationExecutionStatuses: [found] = [] } = await client.send(
      new DescribeRemediationExecutionStatusCommand({ ConfigRuleName: 'sealed', ResourceKeys: [VOLUME] }),
    );
    return found && [found.State, found.StepDetails?.[0]?.State, found.StepDetails?.[0]?.ErrorMessage];
  };
  const wait = (ms: number) => running.clock.advanceTo(running.clock.now() + ms);
  return { client, volume, start, status, wait };
}

const input = {
  DocumentName: 'Custom-SealVolume',
  DocumentVersion: '2',
  Parameters: { VolumeId: ['vol-1'], AutomationAssumeRole: ['arn:aws:iam::123456789012:role/remedy'] },
};

describe('a remediation', () => {
  it('is planned, as the call it would be, where there is nowhere to send it', async () => {
    const { volume, start, status } = await given();
    await volume();

    await start();

    const [state, step, told = ''] = (await status()) ?? [];
    expect([state, step]).toEqual(['QUEUED', 'PENDING']);
    expect(JSON.parse(told.slice(told.indexOf('{')))).toEqual(input);
  });

  it('starts its document where there is', async () => {
    const ssm = await automation();
    const { volume, start, status, wait } = await given({}, ssm.url);
    await volume();

    await start();
    await wait(1000);

    expect(ssm.calls).toEqual([{ target: 'StartAutomationExecution', input }]);
    expect(await status()).toEqual(['IN_PROGRESS', 'SUCCEEDED', undefined]);
  });

  it('is followed to the end of its document, step by step', async () => {
    const step = (StepName: string, StepStatus: string, more = {}) => ({ StepName, StepStatus, ...more });
    const ssm = await automation({
      running: [
        {
          AutomationExecutionStatus: 'InProgress',
          StepExecutions: [step('snapshot', 'InProgress'), step('seal', 'Pending')],
        },
        {
          AutomationExecutionStatus: 'Failed',
          StepExecutions: [
            step('snapshot', 'Success', { ExecutionStartTime: START / 1000, ExecutionEndTime: START / 1000 + 3 }),
            step('seal', 'Failed', { FailureMessage: 'no such key' }),
          ],
        },
      ],
    });
    const { client, volume, start, wait } = await given({}, ssm.url);
    const steps = async () => {
      const { RemediationExecutionStatuses: [found] = [] } = await client.send(
        new DescribeRemediationExecutionStatusCommand({ ConfigRuleName: 'sealed' }),
      );
      return [found?.State, ...(found?.StepDetails ?? []).map((each) => [each.Name, each.State, each.ErrorMessage])];
    };
    await volume();

    await start();
    await wait(6000);
    const under = await steps();
    const removed = client.send(new DeleteRemediationConfigurationCommand({ ConfigRuleName: 'sealed' }));
    const refusal = await refusalOf(removed);
    await wait(60_000);

    expect(under).toEqual(['IN_PROGRESS', ['snapshot', 'IN_PROGRESS', undefined], ['seal', 'PENDING', undefined]]);
    expect(refusal).toBe('RemediationInProgressException');
    expect(await steps()).toEqual(['FAILED', ['snapshot', 'SUCCEEDED', undefined], ['seal', 'FAILED', 'no such key']]);
    expect(ssm.calls.slice(1)).toEqual([
      { target: 'GetAutomationExecution', input: { AutomationExecutionId: 'e' } },
      { target: 'GetAutomationExecution', input: { AutomationExecutionId: 'e' } },
    ]);
  });

  it('says why its document could not be started', async () => {
    const ssm = await automation({
      starts: [[400, '{"__type":"AutomationDefinitionNotFoundException","Message":"no document"}']],
    });
    const { volume, start, status, wait } = await given({}, ssm.url);
    await volume();

    await start();
    await wait(1000);

    expect(await status()).toEqual(['FAILED', 'FAILED', 'no document']);
  });

  it('that is automatic starts by itself, and gives the resource up after as many attempts as it may make', async () => {
    const ssm = await automation();
    const automatic = { Automatic: true, MaximumAutomaticAttempts: 3, RetryAttemptSeconds: 60 };
    const { client, volume, wait } = await given(automatic, ssm.url);
    const exceptions = async () =>
      (await client.send(new DescribeRemediationExceptionsCommand({ ConfigRuleName: 'sealed' }))).RemediationExceptions;

    await volume();
    await wait(50_000);
    const before = await exceptions();
    await wait(10 * 60_000);

    expect(before).toEqual([]);
    expect(ssm.started()).toBe(3);
    expect(await exceptions()).toMatchObject([
      { ResourceId: VOLUME.resourceId, Message: expect.stringContaining('3') },
    ]);
  });

  it('that is automatic stops once the resource complies', async () => {
    const ssm = await automation();
    const { client, volume, wait } = await given({ Automatic: true }, ssm.url);

    await volume();
    await wait(1000);
    await volume(true);
    await wait(10 * 60_000);

    expect(ssm.started()).toBe(1);
    const { RemediationExceptions } = await client.send(
      new DescribeRemediationExceptionsCommand({ ConfigRuleName: 'sealed' }),
    );
    expect(RemediationExceptions).toEqual([]);
  });

  it('that becomes automatic begins with what is at fault already', async () => {
    const ssm = await automation();
    const { client, volume, wait } = await given({}, ssm.url);
    await volume();
    const { RemediationConfigurations: [manual] = [] } = await client.send(
      new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: ['sealed'] }),
    );

    await client.send(
      new PutRemediationConfigurationsCommand({ RemediationConfigurations: [{ ...manual!, Automatic: true }] }),
    );
    await wait(1000);

    expect(ssm.started()).toBe(1);
  });

  it('leaves exceptions alone until they expire', async () => {
    const ssm = await automation();
    const { client, volume, wait } = await given(
      { Automatic: true, MaximumAutomaticAttempts: 1, RetryAttemptSeconds: 60 },
      ssm.url,
    );
    await client.send(
      new PutRemediationExceptionsCommand({
        ConfigRuleName: 'sealed',
        ResourceKeys: [{ ResourceType: VOLUME.resourceType, ResourceId: VOLUME.resourceId }],
        Message: 'moves next week',
        ExpirationTime: new Date(START + 3_600_000),
      }),
    );
    const exceptions = async () => {
      const found = await client.send(new DescribeRemediationExceptionsCommand({ ConfigRuleName: 'sealed' }));
      return found.RemediationExceptions?.map(({ Message }) => Message);
    };

    await volume();
    const before = await exceptions();
    await wait(2 * 3_600_000);

    expect(before).toEqual(['moves next week']);
    expect(await exceptions()).toEqual([]);
    expect(ssm.calls).toEqual([]);
  });

  it('is told which resources it knows nothing of', async () => {
    const { start } = await given();

    expect((await start()).FailedItems).toEqual([VOLUME]);
  });

  it('keeps its rule from being deleted', async () => {
    const { client } = await given();

    const gone = client.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'sealed' }));

    expect(await refusalOf(gone)).toBe('ResourceInUseException');
  });

  it('has the documented number of attempts and time where none are given', async () => {
    const { client } = await given({ Automatic: true });
    const { RemediationConfigurations } = await client.send(
      new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: ['sealed'] }),
    );
    expect(RemediationConfigurations).toMatchObject([{ MaximumAutomaticAttempts: 5, RetryAttemptSeconds: 60 }]);
  });

  it('is described as it was put, and refused where it could not work', async () => {
    const { client } = await given();
    const { RemediationConfigurations } = await client.send(
      new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: ['sealed', 'other'] }),
    );

    expect(RemediationConfigurations).toMatchObject([
      { ConfigRuleName: 'sealed', Automatic: false, TargetVersion: '2' },
    ]);
    const unmanned = given({ Automatic: true, Parameters: { VolumeId: { ResourceValue: { Value: 'RESOURCE_ID' } } } });
    expect(await refusalOf(unmanned)).toBe('InvalidParameterValueException');
    expect(await refusalOf(given({ ConfigRuleName: 'none' }))).toBe('InvalidParameterValueException');
  });
});
