import { randomUUID } from 'node:crypto';
import type {
  Association,
  AssociationDescription,
  CreateAssociationRequest,
  CreateAssociationResult,
  DeleteAssociationRequest,
  DeleteAssociationResult,
  DescribeAssociationRequest,
  DescribeAssociationResult,
  ListAssociationsRequest,
  ListAssociationsResult,
  UpdateAssociationRequest,
  UpdateAssociationResult,
} from '@aws-sdk/client-ssm';
import { scopeOf } from '../../../arn.ts';
import { AwsError } from '../../../errors.ts';
import { page } from '../../../paging.ts';
import type { Call, Operation } from '../../../service.ts';
import type { Documents } from '../../../store/index.ts';
import { type DocumentState, noVersion } from './state.ts';

/** What of a request is the association's own. */
type Wanted = Omit<CreateAssociationRequest, 'Name' | 'Tags'>;

interface Kept extends Wanted {
  readonly id: string;
  readonly document: string;
  readonly version: number;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly changedAt: number;
}

/** Which document is to run on which instances, and when: kept and shown; nothing runs it. */
export function associations(documents: DocumentState) {
  const { store, clock } = documents.parts;
  const kept: Documents<Kept> = store.documents('ssm.associations');

  const existing = (call: Pick<Call, 'account' | 'region'>, input: DescribeAssociationRequest): Kept => {
    const { AssociationId: id, Name, InstanceId } = input;
    const found =
      id === undefined
        ? kept.list(scopeOf(call)).find((each) => each.document === Name && each.InstanceId === InstanceId)
        : kept.get(scopeOf(call), id);
    if (!found) throw new AwsError('AssociationDoesNotExist', 'Association does not exist.');
    return found;
  };

  const create: Operation<CreateAssociationRequest, CreateAssociationResult> = (call) => {
    const { Name = '', Tags: _, ...wanted } = call.input;
    assertDocument(call, Name, wanted.DocumentVersion);
    const now = clock.now();
    const made = { ...wanted, id: randomUUID(), document: Name, version: 1, createdAt: now, changedAt: now };
    kept.put(scopeOf(call), made.id, made);
    return { AssociationDescription: description(made) };
  };

  const update: Operation<UpdateAssociationRequest, UpdateAssociationResult> = (call) => {
    const { AssociationId, AssociationVersion: _, Name, ...wanted } = call.input;
    const before = existing(call, { AssociationId });
    const document = Name ?? before.document;
    assertDocument(call, document, wanted.DocumentVersion);
    const { id, createdAt } = before;
    const changed = { ...wanted, id, document, version: before.version + 1, createdAt, changedAt: clock.now() };
    kept.put(scopeOf(call), id, changed);
    return { AssociationDescription: description(changed) };
  };

  const describe: Operation<DescribeAssociationRequest, DescribeAssociationResult> = (call) => ({
    AssociationDescription: description(existing(call, call.input)),
  });

  const list: Operation<ListAssociationsRequest, ListAssociationsResult> = (call) => {
    const { AssociationFilterList: filters = [], MaxResults = 50, NextToken } = call.input;
    const found = kept
      .list(scopeOf(call))
      .map((each): Association => description(each))
      .filter((each) => filters.every(({ key, value }) => valueAt(each, key) === value));
    const { items, next } = page(found, MaxResults, NextToken, ({ AssociationId = '' }) => AssociationId);
    return { Associations: items, NextToken: next };
  };

  const remove: Operation<DeleteAssociationRequest, DeleteAssociationResult> = (call) => {
    kept.delete(scopeOf(call), existing(call, call.input).id);
    return {};
  };

  /** @throws AwsError InvalidDocument, InvalidDocumentVersion */
  function assertDocument(call: Call<unknown>, name: string, version: string | undefined): void {
    // Amazon's own documents are not kept here, and may be named all the same.
    if (/^(AWS|Amazon)\w*-/.test(name)) return;
    const document = documents.readable(call, name);
    if (!documents.select(document, { DocumentVersion: version })) throw noVersion();
  }

  return {
    CreateAssociation: create,
    UpdateAssociation: update,
    DescribeAssociation: describe,
    ListAssociations: list,
    DeleteAssociation: remove,
  };
}

/** Filters look at an association by these names. */
function valueAt(association: Association, key: string | undefined): string | undefined {
  if (key === 'AssociationName') return association.AssociationName;
  if (key === 'AssociationId') return association.AssociationId;
  if (key === 'Name') return association.Name;
  return key === 'InstanceId' ? association.InstanceId : undefined;
}

const description = ({ id, document, version, createdAt, changedAt, ...wanted }: Kept): AssociationDescription => ({
  ...wanted,
  Name: document,
  AssociationId: id,
  AssociationVersion: String(version),
  Date: new Date(createdAt),
  LastUpdateAssociationDate: new Date(changedAt),
  Overview: { Status: 'Pending', DetailedStatus: 'Creating' },
});
