import { csv } from '../parameters.ts';
import { isTrue } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';
import { PUBLIC_ACCESS_BLOCKS } from './public-access.ts';

const blocks = (value: boolean) => Object.fromEntries(PUBLIC_ACCESS_BLOCKS.map((name) => [name, value]));

/** @see AWS Config managed rule "s3-bucket-level-public-access-prohibited" */
export default defineResourceRule({
  id: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED',
  resourceTypes: ['AWS::S3::Bucket'],
  parameters: { excludedPublicBuckets: { type: 'CSV' } },
  evaluate: ({ resourceId, supplementaryConfiguration: parts }, { parameters }) => {
    const open = PUBLIC_ACCESS_BLOCKS.filter((name) => !isTrue(parts.PublicAccessBlockConfiguration, name));
    const isExcluded = csv(parameters.excludedPublicBuckets).includes(resourceId);
    return compliantWhen(isExcluded || open.length === 0, `Not set on the bucket: ${open.join(', ')}`);
  },
  complies: [
    { supplementaryConfiguration: { PublicAccessBlockConfiguration: blocks(true) } },
    { resourceId: 'site', parameters: { excludedPublicBuckets: 'blog, site' } },
  ],
  violates: [
    {},
    { supplementaryConfiguration: { PublicAccessBlockConfiguration: { ...blocks(true), blockPublicPolicy: false } } },
  ],
});
