import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const logging = (destinationBucketName: string | null, logFilePrefix = '') => ({
  supplementaryConfiguration: { BucketLoggingConfiguration: { destinationBucketName, logFilePrefix } },
});

/** @see AWS Config managed rule "s3-bucket-logging-enabled" */
export default defineResourceRule({
  id: 'S3_BUCKET_LOGGING_ENABLED',
  resourceTypes: ['AWS::S3::Bucket'],
  parameters: { targetBucket: { type: 'String' }, targetPrefix: { type: 'String' } },
  evaluate: ({ supplementaryConfiguration: { BucketLoggingConfiguration: to } }, { parameters }) => {
    const { targetBucket, targetPrefix } = parameters;
    const bucket = textAt(to, 'destinationBucketName');
    if (bucket === '') return compliantWhen(false, 'Access logging is off.');
    const isRight =
      (!targetBucket || bucket === targetBucket) && (!targetPrefix || textAt(to, 'logFilePrefix') === targetPrefix);
    return compliantWhen(isRight, `Access is logged to ${bucket}/${textAt(to, 'logFilePrefix')} instead.`);
  },
  complies: [logging('logs'), { ...logging('logs', 'a/'), parameters: { targetBucket: 'logs', targetPrefix: 'a/' } }],
  violates: [{}, logging(null), { ...logging('logs'), parameters: { targetBucket: 'other' } }],
});
