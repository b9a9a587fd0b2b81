import type {
  DescribeDocumentRequest,
  DescribeDocumentResult,
  DocumentDescription,
  DocumentStatus,
  GetDocumentRequest,
  GetDocumentResult,
  ListDocumentVersionsRequest,
  ListDocumentVersionsResult,
} from '@aws-sdk/client-ssm';
import { page } from '../../../paging.ts';
import type { Operation } from '../../../service.ts';
import { inFormat, summary } from './content.ts';
import { type DocumentState, type DocumentVersion, noVersion, type SsmDocument, tagList } from './state.ts';

/** Single documents: their content, what it says, their versions. */
export function reading(state: DocumentState) {
  const getDocument: Operation<GetDocumentRequest, GetDocumentResult> = (call) => {
    const { Name = '', DocumentFormat = 'JSON' } = call.input;
    const document = state.readable(call, Name);
    const version = state.select(document, call.input);
    if (!version) throw noVersion();
    return {
      Name: document.name,
      CreatedDate: new Date(version.createdAt),
      DisplayName: version.displayName,
      VersionName: version.versionName,
      DocumentVersion: String(version.version),
      Status: 'Active',
      Content: inFormat(version.content, version.format, DocumentFormat),
      DocumentType: document.type,
      DocumentFormat: version.format === 'TEXT' ? 'TEXT' : DocumentFormat,
    };
  };

  const describeDocument: Operation<DescribeDocumentRequest, DescribeDocumentResult> = (call) => {
    const document = state.readable(call, call.input.Name ?? '');
    const version = state.select(document, call.input);
    if (!version) throw noVersion();
    return { Document: description(document, version) };
  };

  const listDocumentVersions: Operation<ListDocumentVersionsRequest, ListDocumentVersionsResult> = (call) => {
    const { Name = '', MaxResults = 50, NextToken } = call.input;
    const document = state.readable(call, Name);
    const newestFirst = state.versions(document).reverse();
    const key = ({ version }: DocumentVersion) => String(1e12 - version);
    const { items, next } = page(newestFirst, MaxResults, NextToken, key);
    const DocumentVersions = items.map((each) => ({
      Name: document.name,
      DisplayName: each.displayName,
      DocumentVersion: String(each.version),
      VersionName: each.versionName,
      CreatedDate: new Date(each.createdAt),
      IsDefaultVersion: each.version === document.defaultVersion,
      DocumentFormat: each.format,
      Status: 'Active' as const,
    }));
    return { DocumentVersions, NextToken: next };
  };

  return { GetDocument: getDocument, DescribeDocument: describeDocument, ListDocumentVersions: listDocumentVersions };
}

/** A version as `DescribeDocument` shows it. */
export function description(
  document: SsmDocument,
  version: DocumentVersion,
  status: DocumentStatus = 'Active',
): DocumentDescription {
  return {
    Hash: version.hash,
    HashType: 'Sha256',
    Name: document.name,
    DisplayName: version.displayName,
    VersionName: version.versionName,
    Owner: document.account,
    CreatedDate: new Date(version.createdAt),
    Status: status,
    DocumentVersion: String(version.version),
    ...summary(version.content, version.format),
    DocumentType: document.type,
    LatestVersion: String(document.latestVersion),
    DefaultVersion: String(document.defaultVersion),
    DocumentFormat: version.format,
    TargetType: version.targetType,
    Tags: tagList(document.tags),
  };
}
