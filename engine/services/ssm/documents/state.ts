import type { DocumentFormat, DocumentType, Tag } from '@aws-sdk/client-ssm';
import { parseArn, scopeOf } from '../../../arn.ts';
import { AwsError } from '../../../errors.ts';
import type { EngineParts } from '../../../service.ts';
import type { Documents } from '../../../store/index.ts';
import type { Place } from '../state.ts';

/** What all versions of a document share. */
export interface SsmDocument {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly type: DocumentType;
  readonly latestVersion: number;
  readonly defaultVersion: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Whom it is shared with: an account's id or `all`, and the version they see. */
  readonly shares: readonly { readonly account: string; readonly version: string }[];
}

export interface DocumentVersion {
  readonly version: number;
  readonly versionName: string | undefined;
  readonly displayName: string | undefined;
  readonly targetType: string | undefined;
  readonly format: DocumentFormat;
  readonly content: string;
  /** SHA-256 of the content, in hex. */
  readonly hash: string;
  /** ms since 1970 */
  readonly createdAt: number;
}

/** Documents of each account and region, and the versions of each. */
export class DocumentState {
  readonly parts: EngineParts;
  readonly #documents: Documents<SsmDocument>;
  readonly #versions: Documents<DocumentVersion>;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.#documents = parts.store.documents('ssm.documents');
    this.#versions = parts.store.documents('ssm.document-versions');
  }

  /** By name: those of an account and region. */
  list(place: Place): SsmDocument[] {
    return this.#documents.list(scopeOf(place));
  }

  /** A document of one's own. */
  own(place: Place, name: string): SsmDocument | undefined {
    return this.#documents.get(scopeOf(place), name);
  }

  /** @throws AwsError InvalidDocument */
  mine(place: Place, name: string): SsmDocument {
    const found = this.own(place, name);
    if (!found) throw noDocument(name);
    return found;
  }

  /**
   * A document that may be read: one's own by name, or by ARN one that is shared.
   * @throws AwsError InvalidDocument
   */
  readable(place: Place, reference: string): SsmDocument {
    const arn = parseArn(reference);
    if (!arn) return this.mine(place, reference);
    const found = this.own(arn, arn.resource.replace(/^document\//, ''));
    const open = found?.account === place.account || found?.shares.some(({ account }) => isFor(account, place.account));
    if (!found || !open) throw noDocument(reference);
    return found;
  }

  put(document: SsmDocument): void {
    this.#documents.put(scopeOf(document), document.name, document);
  }

  delete(document: SsmDocument): void {
    this.parts.store.write(() => {
      for (const { version } of this.versions(document)) this.deleteVersion(document, version);
      this.#documents.delete(scopeOf(document), document.name);
    });
  }

  /** All versions, oldest first. */
  versions({ arn }: SsmDocument): DocumentVersion[] {
    return this.#versions.list(arn);
  }

  version({ arn }: SsmDocument, number: number): DocumentVersion | undefined {
    return this.#versions.get(arn, keyOf(number));
  }

  putVersion({ arn }: SsmDocument, version: DocumentVersion): void {
    this.#versions.put(arn, keyOf(version.version), version);
  }

  deleteVersion({ arn }: SsmDocument, number: number): void {
    this.#versions.delete(arn, keyOf(number));
  }

  /**
   * The version that a request names by number, `$LATEST`, `$DEFAULT`, name or nothing (the default version); by number and name, both must fit.
   */
  select(
    document: SsmDocument,
    { DocumentVersion: number, VersionName: name }: { DocumentVersion?: string; VersionName?: string },
  ): DocumentVersion | undefined {
    if (number === undefined && name !== undefined) {
      return this.versions(document).find(({ versionName }) => versionName === name);
    }
    const found = this.version(document, numberOf(document, number));
    return name === undefined || found?.versionName === name ? found : undefined;
  }
}

function numberOf({ latestVersion, defaultVersion }: SsmDocument, version: string | undefined): number {
  if (version === undefined || version === '$DEFAULT') return defaultVersion;
  return version === '$LATEST' ? latestVersion : Number(version);
}

const isFor = (share: string, account: string): boolean => share.toLowerCase() === 'all' || share === account;
const keyOf = (version: number): string => String(version).padStart(12, '0');

export const tagsOf = (tags: readonly Tag[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

export const tagList = (tags: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const noDocument = (name: string): AwsError =>
  new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);

export const noVersion = (): AwsError =>
  new AwsError('InvalidDocumentVersion', 'The document version is not valid or does not exist.');
