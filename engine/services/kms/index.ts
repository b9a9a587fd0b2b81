import { type Call, defineService } from '../../service.ts';
import { aliases } from './aliases.ts';
import { deletion, resumeDeletions } from './deletion.ts';
import { encryption } from './encryption.ts';
import { type EncryptionContext, keyOf, open, seal } from './envelope.ts';
import { awsManagedKey, keys } from './keys.ts';
import { settings } from './settings.ts';
import { KmsState } from './state.ts';

type Place = Pick<Call, 'account' | 'region'>;

/**
 * KMS: symmetric keys, their aliases and what is encrypted with them.
 *
 * Ports: `usable` gives a key's ARN or throws KMS's own errors; `encrypt` and `decrypt` are for services that keep data under a key.
 * `alias/aws/...` is made at the first use.
 */
export const kms = defineService({
  sdk: () => import('@aws-sdk/client-kms'),
  signingName: 'kms',
  validationCode: 'ValidationException',
  create(parts) {
    const state = new KmsState(parts);
    const usable = (place: Place, reference: string) =>
      reference.startsWith('alias/aws/') ? awsManagedKey(state, place, reference) : state.usable(place, reference);
    return {
      operations: {
        ...keys(state),
        ...aliases(state),
        ...deletion(state),
        ...encryption(state),
        ...settings(state),
      },
      ports: {
        /** @throws AwsError NotFoundException, DisabledException, KMSInvalidStateException */
        usable: (place: Place, reference: string): string => usable(place, reference).arn,
        encrypt(place: Place, reference: string, plaintext: Uint8Array, context: EncryptionContext = {}): Buffer {
          const { arn, id } = usable(place, reference);
          return seal(arn, state.master.materialOf(id), plaintext, context);
        },
        /** @returns undefined when the ciphertext is not what was sealed, or its key is gone */
        decrypt(place: Place, ciphertext: Uint8Array, context: EncryptionContext = {}): Buffer | undefined {
          const arn = keyOf(ciphertext);
          if (arn === undefined) return undefined;
          return open(state.master.materialOf(state.usable(place, arn).id), ciphertext, context);
        },
      },
      start: () => resumeDeletions(state),
    };
  },
});
