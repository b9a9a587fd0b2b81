import { type RecordResource, textAt } from '../../../core/cloudtrail/index.ts';
import type { Call } from '../../service.ts';

type Asked = Pick<Call, 'input' | 'account' | 'region'>;

/** What a data event is about, as selectors name it. */
export function dataResources(service: string, { input, region, account }: Asked): RecordResource[] | undefined {
  const of = (type: string, ARN: string): RecordResource[] => [{ accountId: account, type, ARN }];
  const text = (name: string): string => (typeof input[name] === 'string' ? input[name] : '');
  const arn = (kind: string, name: string) => (name.startsWith('arn:') ? name : `arn:aws:${kind}${name}`);
  switch (service) {
    case 's3': {
      const bucket = bucketResource(account, text('Bucket'));
      return [{ type: 'AWS::S3::Object', ARN: `${bucket.ARN}/${text('Key')}` }, bucket];
    }
    case 'lambda':
      return of('AWS::Lambda::Function', arn(`lambda:${region}:${account}:function:`, text('FunctionName')));
    case 'dynamodb':
      return of('AWS::DynamoDB::Table', arn(`dynamodb:${region}:${account}:table/`, text('TableName')));
    case 'sns':
      return of('AWS::SNS::Topic', text('TopicArn'));
    case 'sqs':
      return of('AWS::SQS::Queue', arn(`sqs:${region}:${account}:`, text('QueueUrl').split('/').at(-1) ?? ''));
    default:
      return undefined;
  }
}

/**
 * What a management call was on, for the services whose records say so: buckets, keys, and the role that was assumed.
 * @see the records of a real account in the tests' data
 */
export function managementResources(
  service: string,
  { input, region, account }: Asked,
  output: unknown,
): RecordResource[] | undefined {
  if (service === 's3' && typeof input.Bucket === 'string') return [bucketResource(account, input.Bucket)];
  if (service === 'sts' && typeof input.RoleArn === 'string') {
    return [{ accountId: account, type: 'AWS::IAM::Role', ARN: input.RoleArn }];
  }
  if (service !== 'kms') return undefined;
  const key =
    textAt(output, 'KeyMetadata', 'Arn') ??
    textAt(output, 'KeyId') ??
    textAt(input, 'KeyId') ??
    textAt(input, 'TargetKeyId');
  const arns = [key, textAt(input, 'AliasName')]
    .filter((each) => each !== undefined)
    .map((each) => keyArn(each, region, account));
  return arns.length === 0 ? undefined : arns.map((ARN) => ({ accountId: account, type: 'AWS::KMS::Key', ARN }));
}

const bucketResource = (accountId: string, name: string) => ({
  accountId,
  type: 'AWS::S3::Bucket',
  ARN: `arn:aws:s3:::${name}`,
});

function keyArn(key: string, region: string, account: string): string {
  if (key.startsWith('arn:')) return key;
  return `arn:aws:kms:${region}:${account}:${key.startsWith('alias/') ? key : `key/${key}`}`;
}
