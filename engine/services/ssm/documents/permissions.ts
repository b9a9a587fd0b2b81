import type {
  DescribeDocumentPermissionRequest,
  DescribeDocumentPermissionResponse,
  ModifyDocumentPermissionRequest,
  ModifyDocumentPermissionResponse,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../../../errors.ts';
import { page } from '../../../paging.ts';
import type { Operation } from '../../../service.ts';
import type { DocumentState } from './state.ts';

/** Whom documents are shared with. */
export function permissions(state: DocumentState) {
  const modifyDocumentPermission: Operation<ModifyDocumentPermissionRequest, ModifyDocumentPermissionResponse> = (
    call,
  ) => {
    const { Name = '', AccountIdsToAdd: added = [], AccountIdsToRemove: removed = [] } = call.input;
    const { SharedDocumentVersion: version = '$DEFAULT' } = call.input;
    const document = state.mine(call, Name);
    assertAllOrSome(added);
    assertAllOrSome(removed);
    const others = document.shares.filter(({ account }) => !added.includes(account) && !removed.includes(account));
    state.put({ ...document, shares: [...others, ...added.map((account) => ({ account, version }))] });
    return {};
  };

  const describeDocumentPermission: Operation<DescribeDocumentPermissionRequest, DescribeDocumentPermissionResponse> = (
    call,
  ) => {
    const { Name = '', MaxResults = 200, NextToken } = call.input;
    const shares = state.mine(call, Name).shares.toSorted((a, b) => (a.account < b.account ? -1 : 1));
    const { items, next } = page(shares, MaxResults, NextToken, ({ account }) => account);
    return {
      AccountIds: items.map(({ account }) => account),
      AccountSharingInfoList: items.map(({ account, version }) => ({
        AccountId: account,
        SharedDocumentVersion: version,
      })),
      NextToken: next,
    };
  };

  return {
    ModifyDocumentPermission: modifyDocumentPermission,
    DescribeDocumentPermission: describeDocumentPermission,
  };
}

function assertAllOrSome(accounts: readonly string[]): void {
  if (accounts.length > 1 && accounts.some((account) => account.toLowerCase() === 'all')) {
    throw new AwsError('DocumentPermissionLimit', 'Accounts can either be all or a group of AWS accounts');
  }
}
