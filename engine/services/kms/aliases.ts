import type {
  CreateAliasRequest,
  DeleteAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from '@aws-sdk/client-kms';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { type Alias, type KmsState, notFound } from './state.ts';

type Place = Pick<Call, 'account' | 'region'>;

/** Names for keys. */
export function aliases(state: KmsState) {
  const arnOf = ({ region, account }: Place, name: string) => `arn:aws:kms:${region}:${account}:${name}`;

  function aliasOf(call: Place, name: string): Alias {
    const alias = state.aliases.get(scopeOf(call), name);
    if (alias) return alias;
    throw notFound(`Alias ${arnOf(call, name)} is not found.`);
  }

  const createAlias: Operation<CreateAliasRequest, void> = (call) => {
    const name = call.input.AliasName!;
    if (!name.startsWith('alias/')) throw invalid('Invalid identifier');
    if (!/^alias\/[A-Za-z0-9/_-]+$/.test(name)) throw invalid(`${name} contains invalid characters for an alias`);
    if (/(^|:)alias\//.test(call.input.TargetKeyId!)) throw invalid('Aliases must refer to keys. Not aliases');
    if (name.startsWith('alias/aws/')) throw new AwsError('NotAuthorizedException', '');
    const key = state.key(call, call.input.TargetKeyId!);
    if (state.aliases.has(scopeOf(call), name)) {
      throw new AwsError('AlreadyExistsException', `An alias with the name ${arnOf(call, name)} already exists`);
    }
    const now = state.parts.clock.now();
    const alias = { name, arn: arnOf(call, name), keyId: key.id, createdAt: now, updatedAt: now };
    state.aliases.put(scopeOf(call), name, alias);
  };

  const updateAlias: Operation<UpdateAliasRequest, void> = (call) => {
    const alias = aliasOf(call, call.input.AliasName!);
    const key = state.key(call, call.input.TargetKeyId!);
    state.aliases.put(scopeOf(call), alias.name, { ...alias, keyId: key.id, updatedAt: state.parts.clock.now() });
  };

  const deleteAlias: Operation<DeleteAliasRequest, void> = (call) => {
    state.aliases.delete(scopeOf(call), aliasOf(call, call.input.AliasName!).name);
  };

  const listAliases: Operation<ListAliasesRequest, ListAliasesResponse> = (call) => {
    const { KeyId, Limit = 50, Marker } = call.input;
    const id = KeyId === undefined ? undefined : state.key(call, KeyId).id;
    const all = state.aliases.list(scopeOf(call)).filter(({ keyId }) => id === undefined || keyId === id);
    const { items, next } = page(all, Limit, Marker, ({ name }) => name);
    return { Aliases: items.map(shown), NextMarker: next, Truncated: next !== undefined };
  };

  return { CreateAlias: createAlias, UpdateAlias: updateAlias, DeleteAlias: deleteAlias, ListAliases: listAliases };
}

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

const shown = ({ name, arn, keyId, createdAt, updatedAt }: Alias) => ({
  AliasName: name,
  AliasArn: arn,
  TargetKeyId: keyId,
  CreationDate: new Date(createdAt),
  LastUpdatedDate: new Date(updatedAt),
});
