import { createPrivateKey, createPublicKey, createSign, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A key pair with a certificate of its own, as PEM texts. */
export interface SigningKey {
  readonly privateKey: string;
  readonly certificate: string;
}

/** Makes a key pair (RSA, 2048 bits) and a self-signed certificate in the name given. */
export function makeSigningKey(commonName: string): SigningKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = certificate(privateKey, commonName);
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

/** Signs a text as SNS does: SHA1 for signature version 1, SHA256 for 2; base64. */
export function signText(privateKey: string, text: string, version: '1' | '2'): string {
  const algorithm = version === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
  return createSign(algorithm).update(text, 'utf8').sign(createPrivateKey(privateKey), 'base64');
}

// X.509 in DER, no more of it than a self-signed certificate needs.

const element = (tag: number, ...content: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(content);
  const size: number[] = [];
  for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256);
  const length = body.length < 128 ? [body.length] : [0x80 | size.length, ...size];
  return Buffer.concat([Buffer.of(tag, ...length), body]);
};

const sequence = (...content: readonly Uint8Array[]): Buffer => element(0x30, ...content);
const integer = (...bytes: readonly number[]): Buffer => element(0x02, Buffer.from(bytes));
const time = (text: string): Buffer => element(0x17, Buffer.from(text));
const nothing = Buffer.of(0x05, 0x00);

/** sha256WithRSAEncryption, 1.2.840.113549.1.1.11 */
const SHA256_WITH_RSA = element(0x06, Buffer.from('2a864886f70d01010b', 'hex'));
/** commonName, 2.5.4.3 */
const COMMON_NAME = element(0x06, Buffer.from('550403', 'hex'));

function certificate(privateKey: KeyObject, commonName: string): Buffer {
  const publicKey = createPublicKey(privateKey);
  const name = sequence(element(0x31, sequence(COMMON_NAME, element(0x0c, Buffer.from(commonName)))));
  const algorithm = sequence(SHA256_WITH_RSA, nothing);
  const content = sequence(
    element(0xa0, integer(2)),
    integer(1),
    algorithm,
    name,
    sequence(time('000101000000Z'), time('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('RSA-SHA256', content, privateKey);
  return sequence(content, algorithm, element(0x03, Buffer.of(0), signature));
}
