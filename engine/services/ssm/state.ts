import { AwsError } from '../../errors.ts';
import type { Call, EngineParts } from '../../service.ts';
import { Signal } from '../../signal.ts';
import type { Documents } from '../../store/index.ts';
import type { Policy } from './policies.ts';

export type Place = Pick<Call, 'account' | 'region'>;
export type ParameterType = 'String' | 'StringList' | 'SecureString';

/** What all versions of a parameter share. */
export interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** The newest version's number. */
  readonly version: number;
  readonly tags: Readonly<Record<string, string>>;
  /** When its first version was made, ms since 1970. */
  readonly madeAt: number | undefined;
  /** The policies of this version that have acted, by their place. */
  readonly acted?: readonly number[];
}

export interface Version {
  readonly version: number;
  readonly type: ParameterType;
  /** Of a SecureString the ciphertext, in base64. */
  readonly value: string;
  readonly keyId: string | undefined;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  readonly tier: 'Standard' | 'Advanced';
  readonly dataType: string;
  readonly policies: string | undefined;
  readonly labels: readonly string[];
  /** ms since 1970 */
  readonly modifiedAt: number;
  /** ARN */
  readonly modifiedBy: string;
}

/** A change as "Parameter Store Change" tells it on the bus. */
export interface ParameterChange extends Place {
  readonly operation: 'Create' | 'Update' | 'Delete' | 'LabelParameterVersion';
  readonly name: string;
  readonly arn: string;
  readonly type: ParameterType;
  readonly description: string | undefined;
}

/** What a policy did, as "Parameter Store Policy Action" tells it on the bus. */
export interface PolicyAction extends Place {
  readonly name: string;
  readonly arn: string;
  readonly type: ParameterType;
  readonly policy: Policy;
}

/** How SecureStrings are kept: by KMS. */
export interface Cipher {
  encrypt(place: Place, keyId: string, plaintext: Uint8Array, context: Record<string, string>): Uint8Array;
  decrypt(place: Place, ciphertext: Uint8Array, context: Record<string, string>): Uint8Array | undefined;
}

/** What the operations share: parameters of each account and region, versions of each parameter. */
export class SsmState {
  readonly parts: EngineParts;
  readonly parameters: Documents<Parameter>;
  readonly changed = new Signal<ParameterChange>();
  readonly acted = new Signal<PolicyAction>();
  cipher: Cipher | undefined;
  readonly #versions: Documents<Version>;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.parameters = parts.store.documents('ssm.parameters');
    this.#versions = parts.store.documents('ssm.versions');
  }

  /** All versions, oldest first. */
  versions(parameter: Parameter): Version[] {
    return this.#versions.list(versionScope(parameter));
  }

  version(parameter: Parameter, number: number): Version | undefined {
    return this.#versions.get(versionScope(parameter), versionKey(number));
  }

  /** The newest version. */
  current(parameter: Parameter): Version {
    return this.version(parameter, parameter.version)!;
  }

  /** By its name; `/name` and `name` are the same parameter. */
  find(scope: string, name: string): Parameter | undefined {
    return this.parameters.get(scope, keyOf(name));
  }

  put(parameter: Parameter): void {
    this.parameters.put(scopeOfParameter(parameter), keyOf(parameter.name), parameter);
  }

  putVersion(parameter: Parameter, version: Version): void {
    this.#versions.put(versionScope(parameter), versionKey(version.version), version);
  }

  deleteVersion(parameter: Parameter, number: number): void {
    this.#versions.delete(versionScope(parameter), versionKey(number));
  }

  tell(parameter: Parameter, { type, description }: Version, operation: ParameterChange['operation']): void {
    const { account, region, name, arn } = parameter;
    this.changed.tell({ account, region, operation, name, arn, type, description });
  }

  act(parameter: Parameter, policy: Policy): void {
    const { account, region, name, arn } = parameter;
    this.acted.tell({ account, region, name, arn, type: this.current(parameter).type, policy });
  }

  delete(parameter: Parameter): void {
    this.parts.store.write(() => {
      const last = this.current(parameter);
      for (const { version } of this.versions(parameter)) this.deleteVersion(parameter, version);
      this.parameters.delete(scopeOfParameter(parameter), keyOf(parameter.name));
      this.tell(parameter, last, 'Delete');
    });
  }

  /** What a version holds, decrypted on demand. */
  valueOf(parameter: Parameter, { type, value }: Version, decrypted: boolean): string {
    if (type !== 'SecureString' || !decrypted) return value;
    const context = { PARAMETER_ARN: parameter.arn };
    const plaintext = this.cipher?.decrypt(parameter, Buffer.from(value, 'base64'), context);
    if (!plaintext) throw new AwsError('InvalidKeyId', 'The key this parameter was encrypted with is not available.');
    return Buffer.from(plaintext).toString();
  }
}

const keyOf = (name: string): string => (name.lastIndexOf('/') === 0 ? name.slice(1) : name);
const scopeOfParameter = ({ account, region }: Place): string => `${account}/${region}`;
const versionScope = (parameter: Parameter): string => parameter.arn;
/** Versions are listed by key: the number with zeros before it. */
const versionKey = (number: number): string => String(number).padStart(12, '0');
