import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DigestError, parseDigest, signedText, trailFileName } from '../../../core/cloudtrail/index.ts';

const digest = {
  awsAccountId: '123456789012',
  digestStartTime: '2015-08-17T14:01:31Z',
  digestEndTime: '2015-08-17T15:01:31Z',
  digestS3Bucket: 'bucket',
  digestS3Object: 'key.json.gz',
  digestPublicKeyFingerprint: '31e8b5433410dfb61a9dc45cc65b22ff',
  digestSignatureAlgorithm: 'SHA256withRSA',
  previousDigestS3Object: 'before.json.gz',
  previousDigestHashValue: 'ab',
  previousDigestSignature: 'cd',
  logFiles: [{ s3Bucket: 'bucket', s3Object: 'log.json.gz', hashValue: 'ef', hashAlgorithm: 'SHA-256' }],
};

describe('a digest file', () => {
  it('is signed over its end, its place, its hash and the signature before it', () => {
    const read = parseDigest(JSON.stringify(digest));
    const first = parseDigest(JSON.stringify({ ...digest, previousDigestS3Object: null }));

    expect(read.files).toEqual([{ key: 'log.json.gz', hash: 'ef' }]);
    expect(signedText(read, '01')).toBe('2015-08-17T15:01:31Z\nbucket/key.json.gz\n01\ncd');
    expect(signedText(first, '01')).toBe('2015-08-17T15:01:31Z\nbucket/key.json.gz\n01\nnull');
  });

  it.each(Object.keys(digest).filter((name) => name !== 'previousDigestS3Object'))('needs its %s', (name) => {
    const without = JSON.stringify({ ...digest, [name]: undefined });
    expect(() => parseDigest(without)).toThrow(DigestError);
    expect(() => parseDigest(without)).toThrow(name);
  });

  it('that is hashed in a way not known is refused', () => {
    const logFiles = [{ ...digest.logFiles[0], hashAlgorithm: 'MD5' }];
    expect(() => parseDigest(JSON.stringify({ ...digest, logFiles }))).toThrow('hashAlgorithm is MD5');
  });

  it('of any text throws its own error only', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.constant(digest).map((d) => JSON.stringify(d).slice(1)),
        ),
        (text) => {
          try {
            parseDigest(text);
          } catch (error) {
            expect(error).toBeInstanceOf(DigestError);
          }
        },
      ),
    );
  });
});

describe('the name of a file in a trail bucket', () => {
  const folder = 'audit/AWSLogs/123456789012';

  it('tells a digest and its chain', () => {
    const at = (day: string, time: string, rest = '') =>
      trailFileName(
        `${folder}/CloudTrail-Digest/us-east-2/2015/12/${day}/123456789012_CloudTrail-Digest_us-east-2_my-trail_us-east-1_201512${day}T${time}Z${rest}.json.gz`,
      );
    const one = at('09', '105730');
    expect(one).toMatchObject({
      kind: 'digest',
      account: '123456789012',
      region: 'us-east-2',
      time: Date.parse('2015-12-09T10:57:30Z'),
    });
    expect(at('10', '115730')?.chain).toBe(one?.chain);
    expect(at('10', '115730', '_backfill')?.chain).not.toBe(one?.chain);
  });

  it('tells a log file and its minute', () => {
    const key = `${folder}/CloudTrail/us-east-1/2014/03/05/123456789012_CloudTrail_us-east-1_20140305T1805Z_FWdGkSZKqLjKmMgB.json.gz`;
    expect(trailFileName(key)).toMatchObject({
      kind: 'log',
      region: 'us-east-1',
      time: Date.parse('2014-03-05T18:05Z'),
    });
  });

  it.each(['readme.txt', 'a.json.gz', '123456789012_CloudTrail_us-east-1_20149905T1805Z_F.json', ''])(
    '%s tells nothing',
    (name) => {
      expect(trailFileName(name)).toBeUndefined();
    },
  );

  it('of any text tells something or nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => void trailFileName(text)));
  });
});
