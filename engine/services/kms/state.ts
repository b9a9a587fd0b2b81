import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Call, EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { MasterKey } from './master-key.ts';

export interface Key {
  readonly id: string;
  readonly arn: string;
  readonly account: string;
  readonly description: string;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  /** ms since 1970, while deletion is pending */
  readonly deletedAt: number | undefined;
  readonly manager: 'CUSTOMER' | 'AWS';
  readonly multiRegion: boolean;
  readonly policy: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly rotation: { readonly enabled: boolean; readonly days: number };
}

export interface Alias {
  /** `alias/name` */
  readonly name: string;
  readonly arn: string;
  readonly keyId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What the operations share: keys and aliases of each account and region, and the master key. */
export class KmsState {
  readonly parts: EngineParts;
  readonly keys: Documents<Key>;
  readonly aliases: Documents<Alias>;
  readonly master: MasterKey;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.keys = parts.store.documents('kms.keys');
    this.aliases = parts.store.documents('kms.aliases');
    this.master = new MasterKey(parts.settings.dataFolder);
  }

  /**
   * A key by its id, its ARN, an alias or an alias's ARN.
   * @throws AwsError NotFoundException
   */
  key(call: Pick<Call, 'account' | 'region'>, reference: string): Key {
    const { scope, name } = locate(call, reference);
    const found = name.startsWith('alias/') ? this.#byAlias(call, scope, name) : this.keys.get(scope, name);
    if (found) return found;
    throw notFound(`Key '${arnOf(call, reference, `key/${name}`)}' does not exist`);
  }

  /**
   * A key by its id or ARN, for operations that take no alias.
   * @throws AwsError NotFoundException
   */
  own(call: Pick<Call, 'account' | 'region'>, reference: string): Key {
    if (/(^|:)alias\//.test(reference)) throw notFound(`Invalid keyId ${reference}`);
    return this.key(call, reference);
  }

  put(key: Key): void {
    this.keys.put(scopeOfKey(key), key.id, key);
  }

  /**
   * A key that may be used.
   * @throws AwsError NotFoundException, DisabledException, KMSInvalidStateException
   */
  usable(call: Pick<Call, 'account' | 'region'>, reference: string): Key {
    const key = this.key(call, reference);
    if (key.state === 'Disabled') throw new AwsError('DisabledException', `${key.arn} is disabled.`);
    if (key.state === 'PendingDeletion') throw pendingDeletion(key);
    return key;
  }

  #byAlias(call: Pick<Call, 'account' | 'region'>, scope: string, name: string): Key | undefined {
    const alias = this.aliases.get(scope, name);
    if (!alias) throw notFound(`Alias ${arnOf(call, name, name)} is not found.`);
    return this.keys.get(scope, alias.keyId);
  }
}

export const pendingDeletion = ({ arn }: Key): AwsError =>
  new AwsError('KMSInvalidStateException', `${arn} is pending deletion.`);

export const scopeOfKey = ({ arn }: Pick<Key, 'arn'>): string => {
  const [, , , region = '', account = ''] = arn.split(':');
  return scopeOf({ account, region });
};

export const notFound = (message: string): AwsError => new AwsError('NotFoundException', message);

function locate(call: Pick<Call, 'account' | 'region'>, reference: string): { scope: string; name: string } {
  if (!reference.startsWith('arn:')) return { scope: scopeOf(call), name: reference };
  const [, , , region = '', account = '', resource = ''] = reference.split(':');
  return { scope: scopeOf({ account, region }), name: resource.replace(/^key\//, '') };
}

const arnOf = ({ account, region }: Pick<Call, 'account' | 'region'>, reference: string, resource: string): string =>
  reference.startsWith('arn:') ? reference : `arn:aws:kms:${region}:${account}:${resource}`;
