import {
  AddTagsToResourceCommand,
  CreateDocumentCommand,
  type CreateDocumentCommandInput,
  DeleteDocumentCommand,
  DescribeDocumentCommand,
  DescribeDocumentPermissionCommand,
  GetDocumentCommand,
  InvalidDocument,
  InvalidDocumentVersion,
  ListDocumentsCommand,
  ListDocumentVersionsCommand,
  ListTagsForResourceCommand,
  ModifyDocumentPermissionCommand,
  SSMClient,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { ssm } from '../../../../engine/services/ssm/index.ts';
import { type ServedForTest, serveServices } from '../../../support/serve.ts';

let server: ServedForTest<{ ssm: typeof ssm }>;
let client: SSMClient;

beforeEach(async () => {
  server = await serveServices({ ssm });
  client = new SSMClient(server.config);
});
afterEach(() => server.close());

const install = {
  schemaVersion: '2.2',
  description: 'Installs the agent',
  parameters: {
    version: { type: 'String', description: 'Which one', default: 'latest' },
    flags: { type: 'StringList', default: ['--quiet'] },
  },
  mainSteps: [{ action: 'aws:runShellScript', name: 'install', inputs: { runCommand: ['install {{ version }}'] } }],
};

const create = (Name: string, content: unknown = install, more: Partial<CreateDocumentCommandInput> = {}) =>
  client.send(
    new CreateDocumentCommand({
      Name,
      Content: typeof content === 'string' ? content : JSON.stringify(content),
      DocumentType: 'Command',
      ...more,
    }),
  );
const update = (description: string) =>
  client.send(new UpdateDocumentCommand({ Name: 'install', Content: JSON.stringify({ ...install, description }) }));
const get = (DocumentVersion?: string, Name = 'install') =>
  client.send(new GetDocumentCommand({ Name, DocumentVersion }));

describe('a document', () => {
  it('is described by what its content says', async () => {
    await create('install');

    const { Document } = await client.send(new DescribeDocumentCommand({ Name: 'install' }));

    expect(Document).toMatchObject({
      Name: 'install',
      Owner: '123456789012',
      Status: 'Active',
      Description: 'Installs the agent',
      SchemaVersion: '2.2',
      PlatformTypes: ['Linux', 'MacOS'],
      DocumentVersion: '1',
      HashType: 'Sha256',
      Parameters: [
        { Name: 'version', Type: 'String', Description: 'Which one', DefaultValue: 'latest' },
        { Name: 'flags', Type: 'StringList', DefaultValue: '["--quiet"]' },
      ],
    });
  });

  it('is given as JSON or YAML, whichever it was written in', async () => {
    const yaml = stringify(install);
    await create('install', yaml, { DocumentFormat: 'YAML' });

    const asJson = await get();
    const asYaml = await client.send(new GetDocumentCommand({ Name: 'install', DocumentFormat: 'YAML' }));

    expect(JSON.parse(asJson.Content ?? '')).toEqual(install);
    expect(asYaml.Content).toBe(yaml);
    await create('other');
    const turned = await client.send(new GetDocumentCommand({ Name: 'other', DocumentFormat: 'YAML' }));
    expect(parse(turned.Content ?? '')).toEqual(install);
  });

  it('shows its default version until another is made the default', async () => {
    await create('install', install, { VersionName: 'first' });
    await update('Installs it better');

    expect((await get()).VersionName).toBe('first');
    expect((await get('$LATEST')).DocumentVersion).toBe('2');
    await expect(get('3')).rejects.toBeInstanceOf(InvalidDocumentVersion);

    await client.send(new UpdateDocumentDefaultVersionCommand({ Name: 'install', DocumentVersion: '2' }));

    expect((await get()).DocumentVersion).toBe('2');
    const { DocumentVersions } = await client.send(new ListDocumentVersionsCommand({ Name: 'install' }));
    expect(
      DocumentVersions?.map(({ DocumentVersion, IsDefaultVersion }) => [DocumentVersion, IsDefaultVersion]),
    ).toEqual([
      ['2', true],
      ['1', false],
    ]);
  });

  it('is refused with content that is no document', async () => {
    await expect(create('doc', '{"schemaVersion": "2.2",\n  oops')).rejects.toMatchObject({
      name: 'InvalidDocumentContent',
      message: expect.stringMatching(/^JSON not well-formed\. at Line: 2, Column: \d+$/),
    });
    await expect(create('doc', 'a: [1', { DocumentFormat: 'YAML' })).rejects.toThrow(
      'YAML not well-formed. at Line: 1',
    );
    await expect(create('doc', { description: 'none' })).rejects.toThrow('missing required properties');
    await expect(create('doc', { schemaVersion: '2.0' }, { DocumentType: 'Session' })).rejects.toThrow(
      '2.0 is not a valid schema version for Session document type',
    );
    await expect(create('AWS-Mine')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is neither made twice nor updated to what it was', async () => {
    await create('install');

    await expect(create('install')).rejects.toThrow('Document with same name install already exists');
    await expect(update(install.description)).rejects.toMatchObject({ name: 'DuplicateDocumentContent' });
  });

  it('loses single versions but never the default one', async () => {
    await create('install');
    await update('second');
    const drop = (DocumentVersion?: string) =>
      client.send(new DeleteDocumentCommand({ Name: 'install', DocumentVersion }));

    await expect(drop('1')).rejects.toMatchObject({ name: 'InvalidDocumentOperation' });
    await drop('2');
    expect((await get('$LATEST')).DocumentVersion).toBe('1');
    await drop();

    await expect(get()).rejects.toThrow('Document with name install does not exist.');
  });

  it('is read by those it is shared with, and kept while it is shared', async () => {
    await create('install');
    const arn = 'arn:aws:ssm:us-east-1:123456789012:document/install';
    const credentials = { accessKeyId: '222222222222', secretAccessKey: 'x' };
    const other = new SSMClient({ ...server.config, credentials });
    const read = () => other.send(new GetDocumentCommand({ Name: arn }));
    await expect(read()).rejects.toBeInstanceOf(InvalidDocument);

    const share = (accounts: { AccountIdsToAdd?: string[]; AccountIdsToRemove?: string[] }) =>
      client.send(new ModifyDocumentPermissionCommand({ Name: 'install', PermissionType: 'Share', ...accounts }));
    await share({ AccountIdsToAdd: ['222222222222'] });

    expect((await read()).Name).toBe('install');
    const shown = await client.send(
      new DescribeDocumentPermissionCommand({ Name: 'install', PermissionType: 'Share' }),
    );
    expect(shown.AccountSharingInfoList).toEqual([{ AccountId: '222222222222', SharedDocumentVersion: '$DEFAULT' }]);
    await expect(client.send(new DeleteDocumentCommand({ Name: 'install' }))).rejects.toThrow('Must unshare');
    await share({ AccountIdsToRemove: ['222222222222'] });
    await client.send(new DeleteDocumentCommand({ Name: 'install' }));
    await expect(share({ AccountIdsToAdd: ['all', '222222222222'] })).rejects.toBeInstanceOf(InvalidDocument);
  });
});

describe('documents', () => {
  it('are listed by filters and pages, and have tags', async () => {
    await create('install', install, { Tags: [{ Key: 'team', Value: 'blue' }] });
    await create('remove');
    await create('settings', { schemaVersion: '1.0' }, { DocumentType: 'Session' });
    await client.send(
      new AddTagsToResourceCommand({
        ResourceType: 'Document',
        ResourceId: 'remove',
        Tags: [{ Key: 'team', Value: 'red' }],
      }),
    );
    const list = async (Key: string, ...Values: string[]) =>
      (await client.send(new ListDocumentsCommand({ Filters: [{ Key, Values }] }))).DocumentIdentifiers?.map(
        ({ Name }) => Name,
      );

    expect(await list('Owner', 'Self')).toEqual(['install', 'remove', 'settings']);
    expect(await list('DocumentType', 'Session')).toEqual(['settings']);
    expect(await list('tag:team', 'red')).toEqual(['remove']);
    expect(await list('Owner', 'Amazon')).toEqual([]);
    const first = await client.send(new ListDocumentsCommand({ MaxResults: 2 }));
    const second = await client.send(new ListDocumentsCommand({ MaxResults: 2, NextToken: first.NextToken }));
    expect(second.DocumentIdentifiers?.map(({ Name }) => Name)).toEqual(['settings']);
    const tags = await client.send(new ListTagsForResourceCommand({ ResourceType: 'Document', ResourceId: 'install' }));
    expect(tags.TagList).toEqual([{ Key: 'team', Value: 'blue' }]);
  });
});
