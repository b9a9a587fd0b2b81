import {
  AddTagsToResourceCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  ParameterVersionNotFound,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kms } from '../../../../engine/services/kms/index.ts';
import { ssm } from '../../../../engine/services/ssm/index.ts';
import type { ParameterChange } from '../../../../engine/services/ssm/state.ts';
import { type ServedForTest, serveServices } from '../../../support/serve.ts';

let server: ServedForTest<{ ssm: typeof ssm; kms: typeof kms }>;
let client: SSMClient;
let changes: ParameterChange[];

beforeEach(async () => {
  server = await serveServices({ ssm, kms });
  changes = [];
  server.services.ssm.ports.changed.to((change) => changes.push(change));
  server.services.ssm.ports.encryptedBy(server.services.kms.ports);
  client = new SSMClient(server.config);
});
afterEach(() => server.close());

const put = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
  client.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
const get = async (Name: string, WithDecryption?: boolean) =>
  (await client.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;

describe('a parameter', () => {
  it('keeps every version and gives each by number and label', async () => {
    await put('/app/level', 'info');
    await put('/app/level', 'debug', { Overwrite: true });
    await client.send(
      new LabelParameterVersionCommand({ Name: '/app/level', ParameterVersion: 1, Labels: ['calm', '1x'] }),
    );

    expect(await get('/app/level')).toMatchObject({
      Value: 'debug',
      Version: 2,
      ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/app/level',
      DataType: 'text',
    });
    expect(await get('/app/level:1')).toMatchObject({ Value: 'info', Selector: ':1' });
    expect(await get('/app/level:calm')).toMatchObject({ Value: 'info', Selector: ':calm' });
    expect(await get('arn:aws:ssm:us-east-1:123456789012:parameter/app/level')).toMatchObject({ Value: 'debug' });
    await expect(get('/app/level:7')).rejects.toBeInstanceOf(ParameterVersionNotFound);
    const { Parameters } = await client.send(new GetParameterHistoryCommand({ Name: '/app/level' }));
    expect(Parameters?.map(({ Value, Labels }) => [Value, Labels])).toEqual([
      ['info', ['calm']],
      ['debug', []],
    ]);
  });

  it('is not overwritten unless that is asked for', async () => {
    await put('level', 'info');

    await expect(put('level', 'debug')).rejects.toBeInstanceOf(ParameterAlreadyExists);
    await expect(get('other')).rejects.toBeInstanceOf(ParameterNotFound);
  });

  it('is refused for a reserved name, a value that is too long or outside its pattern', async () => {
    await expect(put('/aws/x', 'v')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(put('a/b', 'v')).rejects.toThrow('Parameter name must be a fully qualified name.');
    await expect(put('long', 'v'.repeat(4097))).rejects.toThrow('maximum parameter value of 4096 characters');
    await expect(put('digits', 'a', { AllowedPattern: '\\d+' })).rejects.toMatchObject({
      name: 'ParameterPatternMismatchException',
    });
  });

  it('that stands for a secret is asked for with decryption', async () => {
    const name = '/aws/reference/secretsmanager/password';

    await expect(get(name)).rejects.toThrow('WithDecryption flag must be True');
    await expect(get(name, true)).rejects.toMatchObject({
      name: 'ParameterNotFound',
      message: expect.stringContaining(`Secret ${name} not found`),
    });
  });

  it('tells its changes', async () => {
    await put('level', 'info');
    await put('level', 'debug', { Overwrite: true });
    await client.send(new DeleteParametersCommand({ Names: ['level', 'missing'] }));

    expect(changes.map(({ operation, name, type }) => [operation, name, type])).toEqual([
      ['Create', 'level', 'String'],
      ['Update', 'level', 'String'],
      ['Delete', 'level', 'String'],
    ]);
  });

  it('goes when its policy says so', async () => {
    const Policies = JSON.stringify([
      { Type: 'Expiration', Version: '1.0', Attributes: { Timestamp: '2026-02-01T00:00:00Z' } },
    ]);
    await put('short', 'v', { Tier: 'Advanced', Policies });

    await server.parts.clock.advanceTo(Date.parse('2026-01-31T23:59:59Z'));
    expect(await get('short')).toMatchObject({ Value: 'v' });
    await server.parts.clock.advanceTo(Date.parse('2026-02-01T00:00:00Z'));
    await expect(get('short')).rejects.toBeInstanceOf(ParameterNotFound);
  });
});

describe('policies of a parameter', () => {
  const expires = { Type: 'Expiration', Version: '1.0', Attributes: { Timestamp: '2026-02-01T00:00:00Z' } };
  const warns = { Type: 'ExpirationNotification', Version: '1.0', Attributes: { Before: '3', Unit: 'Days' } };
  const stale = { Type: 'NoChangeNotification', Version: '1.0', Attributes: { After: '10', Unit: 'Days' } };
  const keep = (...policies: object[]) =>
    put('kept', 'v', { Tier: 'Advanced', Overwrite: true, Policies: JSON.stringify(policies) });

  it('tell before it expires, when it has not changed for long, and when it is gone', async () => {
    const told: string[] = [];
    server.services.ssm.ports.acted.to(({ policy }) =>
      told.push(`${new Date(server.parts.clock.now()).toISOString().slice(0, 10)} ${policy.type}`),
    );
    const made = server.parts.clock.now();
    await keep(expires, warns, stale);

    await server.parts.clock.advanceTo(Date.parse('2026-03-01T00:00:00Z'));

    expect(told).toEqual([
      `${new Date(made + 10 * 86_400_000).toISOString().slice(0, 10)} NoChangeNotification`,
      '2026-01-29 ExpirationNotification',
      '2026-02-01 Expiration',
    ]);
  });

  it('begin anew with a new version, and go when they are emptied', async () => {
    const told: string[] = [];
    server.services.ssm.ports.acted.to(({ policy }) => told.push(policy.type));
    await keep(stale);
    await server.parts.clock.advanceTo(server.parts.clock.now() + 9 * 86_400_000);
    await put('kept', 'w', { Overwrite: true });
    await server.parts.clock.advanceTo(server.parts.clock.now() + 9 * 86_400_000);
    await keep({});
    await server.parts.clock.advanceTo(server.parts.clock.now() + 20 * 86_400_000);

    const { Parameters } = await client.send(new DescribeParametersCommand({}));
    expect(told).toEqual([]);
    expect(Parameters![0]!.Policies).toEqual([]);
  });

  // The wording is what users measured of AWS.
  it.each<[name: string, message: string, policies: string]>([
    ['InvalidPolicyTypeException', 'Invalid policies input', '{}'],
    ['InvalidPolicyTypeException', 'Invalid policies input', 'no JSON'],
    ['InvalidPolicyTypeException', 'Policy type expiration is not supported.', '[{"Type":"expiration"}]'],
    ['InvalidPolicyAttributeException', 'Unsupported policy version.', '[{"Type":"Expiration","Version":"2"}]'],
    [
      'InvalidPolicyAttributeException',
      'Invalid timestamp format',
      '[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"tomorrow"}}]',
    ],
    [
      'InvalidPolicyAttributeException',
      'Attribute After must be a positive integer.',
      '[{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"0","Unit":"Days"}}]',
    ],
    [
      'InvalidPolicyAttributeException',
      'Supported time units: DAYS HOURS',
      '[{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"1","Unit":"Weeks"}}]',
    ],
    [
      'IncompatiblePolicyException',
      'Expiration notification policies are missing expiration policy',
      JSON.stringify([warns]),
    ],
    ['IncompatiblePolicyException', 'There can be only one expiration policy', JSON.stringify([expires, expires])],
  ])('are refused with %s: %s', async (name, message, Policies) => {
    await expect(put('kept', 'v', { Tier: 'Advanced', Policies })).rejects.toMatchObject({ name, message });
  });

  it('are for the advanced tier', async () => {
    await expect(put('kept', 'v', { Policies: JSON.stringify([stale]) })).rejects.toThrow(
      "You can't assign parameter policies to a standard-parameter tier.",
    );
  });
});

describe('a value', () => {
  it.each(['{{other}}', 'a {{ssm:other}} b'])('names no other parameter: %s', async (value) => {
    await expect(put('nested', value)).rejects.toThrow("Parameter value can't nest another parameter.");
  });
});

describe('a SecureString', () => {
  it('is given as ciphertext unless decryption is asked for', async () => {
    await put('secret', 'hunter2', { Type: 'SecureString' });

    expect((await get('secret'))?.Value).not.toContain('hunter2');
    expect((await get('secret', true))?.Value).toBe('hunter2');
    const { Parameters } = await client.send(new DescribeParametersCommand({}));
    expect(Parameters?.[0]).toMatchObject({ Name: 'secret', KeyId: 'alias/aws/ssm', Tier: 'Standard' });
  });

  it('is refused with a key that is not there', async () => {
    await expect(put('s', 'v', { Type: 'SecureString', KeyId: 'alias/none' })).rejects.toMatchObject({
      name: 'InvalidKeyId',
    });
  });
});

describe('many parameters', () => {
  beforeEach(async () => {
    for (const name of ['/a/b', '/a/c/d', '/a/c/e', '/ab', 'plain']) await put(name, name);
  });

  it('are found by path, one level or all', async () => {
    const names = async (Path: string, Recursive: boolean) =>
      (await client.send(new GetParametersByPathCommand({ Path, Recursive }))).Parameters?.map(({ Name }) => Name);

    expect(await names('/a', false)).toEqual(['/a/b']);
    expect(await names('/a/', true)).toEqual(['/a/b', '/a/c/d', '/a/c/e']);
  });

  it('are given by name, those that are missing named', async () => {
    const { Parameters, InvalidParameters } = await client.send(
      new GetParametersCommand({ Names: ['/ab', 'plain', 'none', 'plain:9'] }),
    );

    expect(Parameters?.map(({ Name }) => Name)).toEqual(['/ab', 'plain']);
    expect(InvalidParameters).toEqual(['none', 'plain:9']);
  });

  it('are listed by pages and filters', async () => {
    const names: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new DescribeParametersCommand({ MaxResults: 2, NextToken }));
      names.push(...(page.Parameters ?? []).map(({ Name }) => Name));
      NextToken = page.NextToken;
    } while (NextToken);
    const filtered = await client.send(
      new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Option: 'Contains', Values: ['/c/'] }] }),
    );

    expect(names).toEqual(['/a/b', '/a/c/d', '/a/c/e', '/ab', 'plain']);
    expect(filtered.Parameters?.map(({ Name }) => Name)).toEqual(['/a/c/d', '/a/c/e']);
  });

  it('are looked for under a path by type, key and label alone', async () => {
    const byPath = (Key: string, value: string) =>
      client.send(new GetParametersByPathCommand({ Path: '/', ParameterFilters: [{ Key, Values: [value] }] }));

    // The API reference has DataType, Tier, Name and Path among the keys that are not supported here.
    for (const key of ['DataType', 'Tier', 'Name', 'Path']) {
      await expect(byPath(key, 'text')).rejects.toThrow(
        `The following filter key is not valid: ${key}. Valid filter keys include: [Type, KeyId].`,
      );
    }
    expect((await byPath('Type', 'String')).Parameters?.map(({ Name }) => Name)).toEqual(['/ab', 'plain']);
    expect((await byPath('Label', 'none')).Parameters).toEqual([]);
  });

  it('have tags', async () => {
    const resource = { ResourceType: 'Parameter', ResourceId: 'plain' } as const;
    await client.send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: 'team', Value: 'audit' }] }));

    const { TagList } = await client.send(new ListTagsForResourceCommand(resource));
    const { Parameters } = await client.send(
      new DescribeParametersCommand({ ParameterFilters: [{ Key: 'tag:team', Values: ['audit'] }] }),
    );

    expect(TagList).toEqual([{ Key: 'team', Value: 'audit' }]);
    expect(Parameters?.map(({ Name }) => Name)).toEqual(['plain']);
  });
});
