import { createHash } from 'node:crypto';
import type {
  CreateDocumentRequest,
  CreateDocumentResult,
  UpdateDocumentDefaultVersionRequest,
  UpdateDocumentDefaultVersionResult,
  UpdateDocumentRequest,
  UpdateDocumentResult,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../../../errors.ts';
import type { Operation } from '../../../service.ts';
import { invalid } from '../names.ts';
import { assertContent } from './content.ts';
import { description } from './describe.ts';
import { type DocumentState, type DocumentVersion, noVersion, type SsmDocument, tagsOf } from './state.ts';

const MOST_VERSIONS = 1000;
const RESERVED = /^(aws|amazon|amzn)/i;

/** Documents made, changed, and which version counts. */
export function writing(state: DocumentState) {
  const { store, clock } = state.parts;

  const createDocument: Operation<CreateDocumentRequest, CreateDocumentResult> = (call) => {
    const { account, region, input } = call;
    const { Name: name = '', DocumentType: type = 'Command' } = input;
    if (RESERVED.test(name)) {
      throw invalid(`Document name ${name} is reserved: it must not begin with aws, amazon or amzn.`);
    }
    if (state.own(call, name)) {
      throw new AwsError('DocumentAlreadyExists', `Document with same name ${name} already exists`);
    }
    const version = versionOf(1, input);
    assertContent(version.content, version.format, type);
    const document: SsmDocument = {
      name,
      arn: `arn:aws:ssm:${region}:${account}:document/${name}`,
      account,
      region,
      type,
      latestVersion: 1,
      defaultVersion: 1,
      tags: tagsOf(input.Tags),
      shares: [],
    };
    keep(document, version);
    return { DocumentDescription: description(document, version, 'Creating') };
  };

  const updateDocument: Operation<UpdateDocumentRequest, UpdateDocumentResult> = (call) => {
    const { input } = call;
    const before = state.mine(call, input.Name ?? '');
    const { DocumentVersion: base = '$LATEST' } = input;
    if (state.select(before, { DocumentVersion: base })?.version !== before.latestVersion) throw noVersion();
    const last = state.version(before, before.latestVersion);
    const version = versionOf(before.latestVersion + 1, { ...input, TargetType: input.TargetType ?? last?.targetType });
    assertContent(version.content, version.format, before.type);
    assertNew(state.versions(before), version);
    const document = { ...before, latestVersion: version.version };
    keep(document, version);
    return { DocumentDescription: description(document, version, 'Updating') };
  };

  const updateDocumentDefaultVersion: Operation<
    UpdateDocumentDefaultVersionRequest,
    UpdateDocumentDefaultVersionResult
  > = (call) => {
    const before = state.mine(call, call.input.Name ?? '');
    const version = state.select(before, call.input);
    if (!version) throw noVersion();
    state.put({ ...before, defaultVersion: version.version });
    return {
      Description: {
        Name: before.name,
        DefaultVersion: String(version.version),
        DefaultVersionName: version.versionName,
      },
    };
  };

  function keep(document: SsmDocument, version: DocumentVersion): void {
    store.write(() => {
      state.put(document);
      state.putVersion(document, version);
    });
  }

  function versionOf(version: number, input: CreateDocumentRequest | UpdateDocumentRequest): DocumentVersion {
    const { Content: content = '' } = input;
    return {
      version,
      versionName: input.VersionName,
      displayName: input.DisplayName,
      targetType: input.TargetType,
      format: input.DocumentFormat ?? 'JSON',
      content,
      hash: createHash('sha256').update(content).digest('hex'),
      createdAt: clock.now(),
    };
  }

  return {
    CreateDocument: createDocument,
    UpdateDocument: updateDocument,
    UpdateDocumentDefaultVersion: updateDocumentDefaultVersion,
  };
}

function assertNew(versions: readonly DocumentVersion[], { hash, versionName }: DocumentVersion): void {
  if (versions.length >= MOST_VERSIONS) {
    throw new AwsError('DocumentVersionLimitExceeded', 'The document has too many versions.');
  }
  if (versions.some((each) => each.hash === hash)) {
    throw new AwsError(
      'DuplicateDocumentContent',
      'The content of the association document matches another document. Change the content of the document and try again.',
    );
  }
  if (versionName !== undefined && versions.some((each) => each.versionName === versionName)) {
    throw new AwsError('DuplicateDocumentVersionName', 'The specified version name is a duplicate.');
  }
}
