import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ListPublicKeysRequest, ListPublicKeysResponse } from '@aws-sdk/client-cloudtrail';
import type { Operation } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { fileHeaders, folderOf, type LogFile, type LogFiles } from './log-files.ts';
import type { Trail } from './model.ts';
import type { CloudTrailState } from './state.ts';

const HOUR = 3_600_000;

/** The digests of one trail, account and region: what the last one was, and what the next one lists. */
interface Chain {
  readonly trailArn: string;
  readonly account: string;
  readonly region: string;
  /** Where the next digest begins, ms since 1970. */
  readonly from: number;
  readonly files: readonly Omit<LogFile, 'trail' | 'account' | 'region'>[];
  readonly previous?: {
    readonly bucket: string;
    readonly key: string;
    readonly hash: string;
    readonly signature: string;
  };
}

interface DigestKey {
  readonly privateKey: string;
  readonly madeAt: number;
}

/**
 * Digest files: every hour, for each region a validated trail has files of, a signed list of them that names the one before.
 * `aws cloudtrail validate-logs` follows the chain.
 * @see AWS CloudTrail User Guide, "CloudTrail digest file structure", "Custom implementations of CloudTrail log file integrity
 * validation"
 */
export class Digests {
  readonly #state: CloudTrailState;
  readonly #files: LogFiles;
  readonly #chains: Documents<Chain>;
  readonly #keys: Documents<DigestKey>;

  constructor(state: CloudTrailState, files: LogFiles) {
    this.#state = state;
    this.#files = files;
    this.#chains = state.parts.store.documents<Chain>('cloudtrail.digests');
    this.#keys = state.parts.store.documents<DigestKey>('cloudtrail.keys');
    files.delivered.to((file) => this.#add(file));
  }

  start(): void {
    for (const scope of this.#chains.scopes()) {
      for (const chain of this.#chains.list(scope)) this.#schedule(chain);
    }
  }

  readonly operations = {
    ListPublicKeys: ((call) => {
      const kept = this.#keys.get(call.account, 'key');
      if (!kept) return { PublicKeyList: [] };
      const { der, fingerprint } = publicKeyOf(kept);
      return {
        PublicKeyList: [
          {
            Value: der,
            Fingerprint: fingerprint,
            ValidityStartTime: new Date(kept.madeAt),
            ValidityEndTime: new Date(kept.madeAt + 10 * 365 * 24 * HOUR),
          },
        ],
      };
    }) satisfies Operation<ListPublicKeysRequest, ListPublicKeysResponse>,
  };

  #add({ trail, account, region, ...file }: LogFile): void {
    if (!trail.validation) return;
    const key = `${account}/${region}`;
    const known = this.#chains.get(trail.arn, key);
    const begun: Chain = {
      trailArn: trail.arn,
      account,
      region,
      from: this.#state.parts.clock.now() - HOUR,
      files: [],
    };
    const chain = known ?? begun;
    this.#chains.put(trail.arn, key, { ...chain, files: [...chain.files, file] });
    if (!known) this.#state.parts.store.afterCommit(() => this.#schedule(chain));
  }

  #schedule({ trailArn, account, region, from }: Chain): void {
    const { clock } = this.#state.parts;
    // The first comes with the first file's hour over, each further an hour behind the one before.
    const due = Math.max(from + HOUR, clock.now() + 1000);
    clock.at(due, () => {
      const chain = this.#chains.get(trailArn, `${account}/${region}`);
      const trail = this.#state.find({ account, region }, trailArn);
      if (!chain || !trail?.validation) return;
      this.#state.parts.store.write(() => this.#schedule(this.#put(trail, chain, due)));
    });
  }

  /** Puts a digest up to a moment; the chain as it goes on. */
  #put(trail: Trail, chain: Chain, to: number): Chain {
    const { account, region, previous, files, from } = chain;
    const bucket = trail.bucket;
    const key = digestKey(trail, account, region, to);
    const kept = this.#key(account);
    const text = JSON.stringify({
      awsAccountId: account,
      digestStartTime: seconds(from),
      digestEndTime: seconds(to),
      digestS3Bucket: bucket,
      digestS3Object: key,
      digestPublicKeyFingerprint: publicKeyOf(kept).fingerprint,
      digestSignatureAlgorithm: 'SHA256withRSA',
      newestEventTime: files.length === 0 ? null : seconds(Math.max(...files.map(({ newest }) => newest))),
      oldestEventTime: files.length === 0 ? null : seconds(Math.min(...files.map(({ oldest }) => oldest))),
      previousDigestS3Bucket: previous?.bucket ?? null,
      previousDigestS3Object: previous?.key ?? null,
      previousDigestHashValue: previous?.hash ?? null,
      previousDigestHashAlgorithm: previous ? 'SHA-256' : null,
      previousDigestSignature: previous?.signature ?? null,
      logFiles: files.map((file) => ({
        s3Bucket: bucket,
        s3Object: file.key,
        hashValue: file.hash,
        hashAlgorithm: 'SHA-256',
        newestEventTime: seconds(file.newest),
        oldestEventTime: seconds(file.oldest),
      })),
    });
    const hash = createHash('sha256').update(text).digest('hex');
    const toSign = `${seconds(to)}\n${bucket}/${key}\n${hash}\n${previous?.signature ?? 'null'}`;
    const signature = sign('RSA-SHA256', Buffer.from(toSign), createPrivateKey(kept.privateKey)).toString('hex');
    const metadata = { signature, 'signature-algorithm': 'SHA256withRSA' };
    this.#files.file.tell({ bucket, key, body: gzipSync(text), headers: fileHeaders, metadata });
    const next: Chain = { ...chain, from: to, files: [], previous: { bucket, key, hash, signature } };
    this.#chains.put(trail.arn, `${account}/${region}`, next);
    return next;
  }

  #key(account: string): DigestKey {
    const kept = this.#keys.get(account, 'key');
    if (kept) return kept;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const madeAt = this.#state.parts.clock.now() - 24 * HOUR;
    const made = { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), madeAt };
    this.#keys.put(account, 'key', made);
    return made;
  }
}

/** A public key as ListPublicKeys gives it: PKCS#1 in DER, and by its fingerprint. */
function publicKeyOf({ privateKey }: DigestKey): { der: Buffer; fingerprint: string } {
  const der = createPublicKey(createPrivateKey(privateKey)).export({ type: 'pkcs1', format: 'der' });
  return { der, fingerprint: createHash('md5').update(der).digest('hex') };
}

const seconds = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

function digestKey(trail: Trail, account: string, region: string, to: number): string {
  const iso = seconds(to);
  const day = iso.slice(0, 10).replaceAll('-', '/');
  const name = [account, 'CloudTrail-Digest', region, trail.name, trail.homeRegion, iso.replace(/[-:]/g, '')].join('_');
  return `${folderOf(trail, account)}/CloudTrail-Digest/${region}/${day}/${name}.json.gz`;
}
