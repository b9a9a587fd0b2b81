import type { CloudTrailRecord, Json, JsonObject } from '../../core/cloudtrail/index.ts';
import type { Cast } from '../cast.ts';
import { plantedUser, publicPolicy } from '../intrusion.ts';
import type { Draft } from './draft.ts';
import { type UserState, user } from './identities.ts';
import { securityGroup } from './network.ts';
import { leakedState } from './people.ts';
import { bucket, tlsOnly } from './storage.ts';
import { trail } from './trail.ts';

/** Requests without TLS are refused where customers' papers and the trail lie. */
export const usualPolicy = ({ buckets }: Cast, name: string): JsonObject | undefined =>
  name === buckets.invoices || name === buckets.trail ? tlsOnly(name) : undefined;

/** The resource as each call of the intrusion, and of the clearing up, left it. */
export function changes(cast: Cast, begin: number, plantedId: string): (record: CloudTrailRecord) => Draft | undefined {
  const { invoices } = cast.buckets;
  let planted: UserState = {
    userName: plantedUser,
    userId: plantedId,
    policies: [],
    groups: [],
    password: false,
    hasMfa: false,
    keys: [],
  };
  let leaked = leakedState(cast, begin);
  let invoicesPolicy = usualPolicy(cast, invoices);
  const plantedNow = (change: Partial<UserState>): Draft => {
    planted = { ...planted, ...change };
    return user(cast, planted);
  };
  return ({ eventName, eventTime, requestParameters: request, responseElements: response }) => {
    const at = new Date(eventTime).toISOString();
    switch (eventName) {
      case 'CreateUser':
        return plantedNow({});
      case 'CreateAccessKey': {
        const accessKeyId = textIn(response?.accessKey, 'accessKeyId');
        return plantedNow({ keys: [{ accessKeyId, status: 'Active', createDate: at }] });
      }
      case 'CreateLoginProfile':
        return plantedNow({ password: at });
      case 'AttachUserPolicy':
        return plantedNow({ policies: ['AdministratorAccess'] });
      case 'DetachUserPolicy':
        return plantedNow({ policies: [] });
      case 'UpdateAccessKey': {
        const turnedOff = ({ keys }: UserState) => keys.map((each) => ({ ...each, status: 'Inactive' as const }));
        if (request?.userName === plantedUser) return plantedNow({ keys: turnedOff(planted) });
        leaked = { ...leaked, keys: turnedOff(leaked) };
        return user(cast, leaked);
      }
      case 'PutBucketPolicy':
        invoicesPolicy = publicPolicy(invoices);
        return bucket(invoices, false, invoicesPolicy);
      case 'PutBucketPublicAccessBlock': {
        const isClosing = JSON.stringify(request).includes('"RestrictPublicBuckets":true');
        return isClosing ? bucket(invoices, true, invoicesPolicy) : undefined;
      }
      case 'AuthorizeSecurityGroupIngress':
        return securityGroup(cast, 'web', true);
      case 'RevokeSecurityGroupIngress':
        return securityGroup(cast, 'web', false);
      case 'StopLogging':
        return trail(cast, false);
      case 'StartLogging':
        return trail(cast, true);
      default:
        return undefined;
    }
  };
}

const textIn = (value: Json | undefined, name: string): string =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && name in value
    ? String((value as JsonObject)[name])
    : '';
