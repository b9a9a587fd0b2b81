import type { Credentials } from '@aws-sdk/client-sts';
import type { Session } from './state.ts';

export const credentials = ({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: Session): Credentials => ({
  AccessKeyId: accessKeyId,
  SecretAccessKey: secretAccessKey,
  SessionToken: sessionToken,
  Expiration: new Date(expiresAt),
});
