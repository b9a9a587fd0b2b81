import type {
  DocumentIdentifier,
  DocumentKeyValuesFilter,
  ListDocumentsRequest,
  ListDocumentsResult,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../../../errors.ts';
import { page } from '../../../paging.ts';
import type { Operation } from '../../../service.ts';
import { invalid } from '../names.ts';
import { summary } from './content.ts';
import { type DocumentState, type SsmDocument, tagList } from './state.ts';

type Test = (document: DocumentIdentifier) => boolean;

/** What a filter's key looks at. A value matches whole; a name also by its beginning. */
const KEYS: Record<string, (values: readonly string[]) => Test> = {
  Name: (values) => (each) => values.some((value) => each.Name?.startsWith(value)),
  SearchKeyword: (values) => (each) => values.every((value) => searched(each).includes(value.toLowerCase())),
  DocumentType: (values) => (each) => values.includes(each.DocumentType ?? ''),
  TargetType: (values) => (each) => values.includes(each.TargetType ?? ''),
  SchemaVersion: (values) => (each) => values.includes(each.SchemaVersion ?? ''),
  PlatformTypes: (values) => (each) => (each.PlatformTypes ?? []).some((platform) => values.includes(platform)),
  Owner: (values) => {
    if (values.length > 1) throw invalid('Owner filter can only have one value.');
    // Amazon's, third parties' and public documents are not kept here.
    return () => ['Self', 'Private', 'All'].includes(values[0] ?? '');
  },
};

/** The documents of one's own, with filters of the older and the newer kind. */
export function listDocuments(state: DocumentState): Operation<ListDocumentsRequest, ListDocumentsResult> {
  return (call) => {
    const { DocumentFilterList: older = [], Filters = [], MaxResults = 50, NextToken } = call.input;
    if (older.length > 0 && Filters.length > 0) {
      throw invalid('You can use either DocumentFilterList or Filters in a single request.');
    }
    const asked = older.length > 0 ? older.map(({ key, value }) => ({ Key: key, Values: [value ?? ''] })) : Filters;
    const tests = asked.map(testOf);
    const all = state.list(call).map((document) => identifier(document));
    const found = all.filter((each) => tests.every((test) => test(each)));
    const { items, next } = page(found, MaxResults, NextToken, ({ Name = '' }) => Name);
    return { DocumentIdentifiers: items, NextToken: next };
  };

  function identifier(document: SsmDocument): DocumentIdentifier {
    const version = state.version(document, document.defaultVersion)!;
    const { SchemaVersion, PlatformTypes } = summary(version.content, version.format);
    return {
      Name: document.name,
      CreatedDate: new Date(version.createdAt),
      DisplayName: version.displayName,
      Owner: document.account,
      VersionName: version.versionName,
      PlatformTypes,
      DocumentVersion: String(version.version),
      DocumentType: document.type,
      SchemaVersion,
      DocumentFormat: version.format,
      TargetType: version.targetType,
      Tags: tagList(document.tags),
    };
  }
}

function testOf({ Key = '', Values = [] }: DocumentKeyValuesFilter): Test {
  if (Key.startsWith('tag:')) {
    const name = Key.slice('tag:'.length);
    return ({ Tags = [] }) =>
      Tags.some((tag) => tag.Key === name && (Values.length === 0 || Values.includes(tag.Value ?? '')));
  }
  const make = KEYS[Key];
  if (!make) throw new AwsError('InvalidFilterKey', `The following filter key is not valid: ${Key}.`);
  return make(Values);
}

const searched = ({ Name, DisplayName, DocumentType, TargetType }: DocumentIdentifier): string =>
  [Name, DisplayName, DocumentType, TargetType].join(' ').toLowerCase();
