import { defineService } from '../../service.ts';
import { getCallerIdentity } from './identity.ts';

export const sts = defineService({
  sdk: () => import('@aws-sdk/client-sts'),
  signingName: 'sts',
  validationCode: 'ValidationError',
  create: () => ({ operations: { GetCallerIdentity: getCallerIdentity }, ports: {} }),
});
