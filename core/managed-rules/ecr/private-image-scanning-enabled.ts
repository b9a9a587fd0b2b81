import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "ecr-private-image-scanning-enabled" */
export default settingRule({
  id: 'ECR_PRIVATE_IMAGE_SCANNING_ENABLED',
  resourceTypes: ['AWS::ECR::Repository'],
  periodic: true,
  path: 'ImageScanningConfiguration.ScanOnPush',
  is: [true],
  not: false,
  whyNot: 'Images are not scanned when pushed.',
});
