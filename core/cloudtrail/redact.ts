import type { CloudTrailRecord, Json } from './record.ts';

/** What CloudTrail itself writes in place of a secret. */
export const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Names under which requests and answers carry secrets. Compared without case. */
const secretNames: ReadonlySet<string> = new Set(
  [
    'password',
    'oldPassword',
    'newPassword',
    'masterUserPassword',
    'adminPassword',
    'userPassword',
    'authToken',
    'secretAccessKey',
    'sessionToken',
    'secretString',
    'secretBinary',
    'clientSecret',
    'accessToken',
    'refreshToken',
    'idToken',
    'privateKey',
    'keyMaterial',
    'plaintext',
    'serviceSpecificCredentialPassword',
    'servicePassword',
    'webIdentityToken',
    'samlAssertion',
    'sAMLAssertion',
    'signinToken',
    'base32StringSeed',
    'qRCodePNG',
  ].map((name) => name.toLowerCase()),
);

/**
 * The record with every secret it carries masked as CloudTrail masks them, in request, response and additional data; so
 * that none reaches a log or a mail. The record itself when there is none.
 */
export function redact(record: CloudTrailRecord): CloudTrailRecord {
  const requestParameters = masked(record.requestParameters);
  const responseElements = masked(record.responseElements);
  const additionalEventData = masked(record.additionalEventData);
  const same =
    requestParameters === record.requestParameters &&
    responseElements === record.responseElements &&
    additionalEventData === record.additionalEventData;
  return same ? record : { ...record, requestParameters, responseElements, additionalEventData };
}

/** The value with its secrets masked; the very same value when there are none. An SSM SecureString hides its `value`. */
export function masked<T extends Json | undefined>(value: T): T {
  return mask(value) as T;
}

function mask(value: Json | undefined): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => mask(item) ?? null);
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  const object = value as { readonly [key: string]: Json | undefined };
  const secure = object.type === 'SecureString';
  let changed = false;
  const entries = Object.entries(object).map(([key, inner]) => {
    const secret = secretNames.has(key.toLowerCase()) || (secure && key === 'value');
    const kept = secret && inner !== null && inner !== hidden ? hidden : mask(inner);
    if (kept !== inner) changed = true;
    return [key, kept] as const;
  });
  return changed ? Object.fromEntries(entries) : value;
}
