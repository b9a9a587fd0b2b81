import type { Json } from '../../cloudtrail/index.ts';
import { isKey } from '../parameters.ts';
import { hasAny, isTrue, textAt, valueAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const encrypted = { configuration: { encrypted: true, kmsKeyId: 'arn:aws:kms:us-east-1:1:key/k' } };

/** Items have the state as a text, and as an object that holds one. */
const isUnattached = (volume: Json): boolean =>
  [textAt(volume, 'state'), textAt(volume, 'state.value')].includes('available') ||
  (Array.isArray(valueAt(volume, 'attachments')) && !hasAny(volume, 'attachments'));

/** Of volumes that are attached. @see AWS Config managed rule "encrypted-volumes" */
export default defineResourceRule({
  id: 'ENCRYPTED_VOLUMES',
  resourceTypes: ['AWS::EC2::Volume'],
  parameters: { kmsId: { type: 'String' } },
  evaluate: ({ configuration: volume }, { parameters: { kmsId } }) => {
    if (isUnattached(volume)) return notApplicable('the volume is attached to nothing');
    if (!isTrue(volume, 'encrypted')) return compliantWhen(false, 'The volume is not encrypted.');
    return compliantWhen(
      !kmsId || isKey(textAt(volume, 'kmsKeyId'), kmsId),
      'The volume is encrypted with another key.',
    );
  },
  complies: [encrypted, { ...encrypted, parameters: { kmsId: 'k' } }],
  exempts: [
    { configuration: { encrypted: false, state: 'available' } },
    { configuration: { encrypted: false, state: { value: 'available' } } },
    { configuration: { encrypted: false, attachments: [] } },
  ],
  violates: [{ configuration: { encrypted: false } }, { ...encrypted, parameters: { kmsId: 'other' } }],
});
