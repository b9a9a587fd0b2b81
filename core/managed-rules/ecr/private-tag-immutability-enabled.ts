import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "ecr-private-tag-immutability-enabled" */
export default settingRule({
  id: 'ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED',
  resourceTypes: ['AWS::ECR::Repository'],
  path: 'ImageTagMutability',
  is: ['IMMUTABLE'],
  not: 'MUTABLE',
  whyNot: 'A tag can be moved to another image.',
});
