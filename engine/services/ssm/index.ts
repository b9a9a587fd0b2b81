import { defineService } from '../../service.ts';
import { deletion } from './delete.ts';
import { describeParameters } from './describe.ts';
import { documents } from './documents/index.ts';
import { reading } from './get.ts';
import { labels } from './labels.ts';
import { resumePolicies } from './policy-timers.ts';
import { putParameter } from './put.ts';
import { type Cipher, SsmState } from './state.ts';
import { tags } from './tags.ts';

/**
 * Systems Manager's Parameter Store and documents.
 *
 * Ports: `changed` and `acted` tell what "Parameter Store Change" and "Parameter Store Policy Action" say on the bus; `encryptedBy` says how SecureStrings are kept.
 */
export const ssm = defineService({
  sdk: () => import('@aws-sdk/client-ssm'),
  signingName: 'ssm',
  validationCode: 'ValidationException',
  create(parts) {
    const state = new SsmState(parts);
    const kept = documents(parts);
    return {
      operations: {
        PutParameter: putParameter(state),
        ...reading(state),
        DescribeParameters: describeParameters(state),
        ...deletion(state),
        ...labels(state),
        ...kept.operations,
        ...tags(state, kept.state),
      },
      ports: {
        changed: state.changed,
        acted: state.acted,
        encryptedBy(cipher: Cipher): void {
          state.cipher = cipher;
        },
      },
      start: () => resumePolicies(state),
    };
  },
});
