import { randomBytes } from 'node:crypto';
import type {
  DecryptRequest,
  DecryptResponse,
  EncryptRequest,
  EncryptResponse,
  GenerateDataKeyRequest,
  GenerateDataKeyResponse,
  GenerateDataKeyWithoutPlaintextResponse,
  GenerateRandomRequest,
  GenerateRandomResponse,
} from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import type { Call, Operation } from '../../service.ts';
import { keyOf, open, seal } from './envelope.ts';
import { awsManagedKey } from './keys.ts';
import type { Key, KmsState } from './state.ts';

/** Encryption with keys that never leave. */
export function encryption(state: KmsState) {
  const usable = (call: Pick<Call, 'account' | 'region'>, reference: string): Key =>
    reference.startsWith('alias/aws/') ? awsManagedKey(state, call, reference) : state.usable(call, reference);

  const encrypt: Operation<EncryptRequest, EncryptResponse> = (call) => {
    const { KeyId, Plaintext, EncryptionContext = {} } = call.input;
    const { arn, id } = usable(call, KeyId!);
    return {
      KeyId: arn,
      CiphertextBlob: seal(arn, state.master.materialOf(id), Plaintext!, EncryptionContext),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  };

  const decrypt: Operation<DecryptRequest, DecryptResponse> = (call) => {
    const { KeyId, CiphertextBlob, EncryptionContext = {} } = call.input;
    if (!CiphertextBlob) throw new AwsError('ValidationException', 'CiphertextBlob is required.');
    const sealedWith = keyOf(CiphertextBlob);
    if (sealedWith === undefined) throw new AwsError('InvalidCiphertextException', '');
    const key = state.usable(call, sealedWith);
    if (KeyId !== undefined && state.key(call, KeyId).arn !== key.arn) {
      throw new AwsError(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
      );
    }
    const plaintext = open(state.master.materialOf(key.id), CiphertextBlob, EncryptionContext);
    if (!plaintext) throw new AwsError('InvalidCiphertextException', '');
    return { KeyId: key.arn, Plaintext: plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  };

  const generateDataKey: Operation<GenerateDataKeyRequest, GenerateDataKeyResponse> = (call) => {
    const { KeyId, KeySpec, NumberOfBytes, EncryptionContext = {} } = call.input;
    if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
      throw new AwsError('ValidationException', 'Please specify either number of bytes or key spec.');
    }
    const { arn, id } = usable(call, KeyId!);
    const plaintext = randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32));
    return {
      KeyId: arn,
      Plaintext: plaintext,
      CiphertextBlob: seal(arn, state.master.materialOf(id), plaintext, EncryptionContext),
    };
  };

  const withoutPlaintext: Operation<GenerateDataKeyRequest, GenerateDataKeyWithoutPlaintextResponse> = async (call) => {
    const { KeyId, CiphertextBlob } = await generateDataKey(call);
    return { KeyId, CiphertextBlob };
  };

  const generateRandom: Operation<GenerateRandomRequest, GenerateRandomResponse> = ({ input }) => ({
    Plaintext: randomBytes(input.NumberOfBytes ?? 32),
  });

  return {
    Encrypt: encrypt,
    Decrypt: decrypt,
    GenerateDataKey: generateDataKey,
    GenerateDataKeyWithoutPlaintext: withoutPlaintext,
    GenerateRandom: generateRandom,
  };
}
