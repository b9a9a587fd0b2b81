import { s3Names } from './s3-parameters.ts';

/** How CloudTrail calls the services of the engine: `logs.amazonaws.com`, with the engine's names before the colon. */
const sources: Readonly<Record<string, string>> = {
  cloudwatch: 'monitoring.amazonaws.com',
};

export const sourceOf = (service: string): string => sources[service] ?? `${service}.amazonaws.com`;

/** Calls CloudTrail counts as data events, or does not know: recorded only where a trail's selectors ask for them. */
const dataCalls: Readonly<Record<string, ReadonlySet<string>>> = {
  cloudwatch: new Set(['GetMetricData', 'GetMetricStatistics', 'ListMetrics', 'PutMetricData']),
  dynamodb: new Set([
    'BatchExecuteStatement',
    'BatchGetItem',
    'BatchWriteItem',
    'DeleteItem',
    'ExecuteStatement',
    'ExecuteTransaction',
    'GetItem',
    'PutItem',
    'Query',
    'Scan',
    'TransactGetItems',
    'TransactWriteItems',
    'UpdateItem',
  ]),
  events: new Set(['PutEvents']),
  lambda: new Set(['Invoke', 'InvokeAsync', 'InvokeWithResponseStream']),
  logs: new Set(['PutLogEvents']),
  s3: new Set([
    'AbortMultipartUpload',
    'CompleteMultipartUpload',
    'CopyObject',
    'CreateMultipartUpload',
    'DeleteObject',
    'DeleteObjects',
    'GetObject',
    'GetObjectAcl',
    'GetObjectAttributes',
    'GetObjectTagging',
    'HeadObject',
    'ListMultipartUploads',
    'ListObjects',
    'ListObjectsV2',
    'ListObjectVersions',
    'ListParts',
    'PutObject',
    'PutObjectAcl',
    'PutObjectTagging',
    'UploadPart',
    'UploadPartCopy',
  ]),
  sns: new Set(['Publish', 'PublishBatch']),
  sqs: new Set([
    'ChangeMessageVisibility',
    'ChangeMessageVisibilityBatch',
    'DeleteMessage',
    'DeleteMessageBatch',
    'ReceiveMessage',
    'SendMessage',
    'SendMessageBatch',
  ]),
};

export const isDataCall = (service: string, operation: string): boolean => dataCalls[service]?.has(operation) ?? false;

/** Lambda's records carry the version of the API in the name. @see the names in CloudTrail's own records */
const lambdaNames: Readonly<Record<string, string>> = {
  AddPermission: 'AddPermission20150331v2',
  CreateAlias: 'CreateAlias20150331',
  CreateEventSourceMapping: 'CreateEventSourceMapping20150331',
  CreateFunction: 'CreateFunction20150331',
  DeleteEventSourceMapping: 'DeleteEventSourceMapping20150331',
  DeleteFunction: 'DeleteFunction20150331',
  DeleteFunctionConcurrency: 'DeleteFunctionConcurrency20171031',
  GetFunction: 'GetFunction20150331v2',
  GetFunctionConfiguration: 'GetFunctionConfiguration20150331v2',
  GetPolicy: 'GetPolicy20150331v2',
  ListEventSourceMappings: 'ListEventSourceMappings20150331',
  ListFunctions: 'ListFunctions20150331',
  ListTags: 'ListTags20170331',
  ListVersionsByFunction: 'ListVersionsByFunction20150331',
  PublishVersion: 'PublishVersion20150331',
  PutFunctionConcurrency: 'PutFunctionConcurrency20171031',
  RemovePermission: 'RemovePermission20150331v2',
  TagResource: 'TagResource20170331v2',
  UntagResource: 'UntagResource20170331v2',
  UpdateFunctionCode: 'UpdateFunctionCode20150331v2',
  UpdateFunctionConfiguration: 'UpdateFunctionConfiguration20150331v2',
};

export const eventNameOf = (service: string, operation: string): string => namesOf[service]?.[operation] ?? operation;

/** Services whose records name calls otherwise than their SDK. */
const namesOf: Readonly<Record<string, Readonly<Record<string, string>>>> = { lambda: lambdaNames, s3: s3Names };

/** Uses of a key, which change nothing. @see AWS KMS, "Logging AWS KMS API calls with AWS CloudTrail", the examples */
const keyUses = /^(Decrypt|Encrypt|ReEncrypt|Sign|Verify|Generate(DataKey|Mac|Random)|DeriveSharedSecret)/;

/** Calls that only read, by name and a few that do not look it. */
export const onlyReads = (service: string, operation: string): boolean =>
  /^(Assume|BatchGet|Check|Decode|Describe|Filter|Get|Head|List|Lookup|Query|Scan|Search|Select|Simulate|Test|View)/.test(
    operation,
  ) ||
  (service === 'kms' && keyUses.test(operation));

/** Calls that only read and whose answer is recorded all the same: who one is, and the credentials of a session. */
export const showsAnswer = (service: string, operation: string): boolean =>
  service === 'sts' && /^(Assume|GetCallerIdentity|GetFederationToken|GetSessionToken)/.test(operation);
