import { at, compliant, defineConfigRule, nonCompliant, parsed } from '../kit/index.ts';

const settings = ['blockPublicAcls', 'ignorePublicAcls', 'blockPublicPolicy', 'restrictPublicBuckets'];

const item = (block: Record<string, boolean> | undefined) => ({
  resourceType: 'AWS::S3::Bucket',
  resourceId: 'reports',
  resourceName: 'reports',
  configuration: { name: 'reports' },
  supplementaryConfiguration: block === undefined ? {} : { PublicAccessBlockConfiguration: block },
});

const all = (value: boolean) => Object.fromEntries(settings.map((setting) => [setting, value]));

export default defineConfigRule({
  id: 's3-bucket-blocks-public-access',
  title: { en: 'S3 bucket blocks public access', ko: 'S3 버킷 퍼블릭 액세스 차단' },
  severity: 'high',
  resourceTypes: ['AWS::S3::Bucket'],
  parameters: { excludedBuckets: '' },
  evaluate: ({ resourceName, supplementaryConfiguration }, { excludedBuckets }) => {
    if (excludedBuckets.split(',').some((name) => name.trim() === resourceName && name !== ''))
      return compliant('excluded');
    const block = parsed(supplementaryConfiguration?.PublicAccessBlockConfiguration);
    const open = settings.filter((setting) => at(block, setting) !== true);
    return open.length === 0 ? compliant() : nonCompliant(`Not set: ${open.join(', ')}`);
  },
  why: {
    en: 'Without the block one policy or ACL makes the bucket public.',
    ko: '차단 설정이 없으면 정책이나 ACL 하나로 버킷이 공개됩니다.',
  },
  respond: {
    en: [
      'Close it: aws s3api put-public-access-block --bucket {about} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
    ],
    ko: [
      '차단합니다: aws s3api put-public-access-block --bucket {about} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
    ],
  },
  controls: ['cis-aws-3.0:2.1.4', 'cis-aws-7.0:3.1.4', 'nist-800-53-r5:AC-3', 'isms-p:2.10.2'],
  complies: [item(all(true))],
  violates: [item(undefined), item(all(false)), item({ ...all(true), blockPublicPolicy: false })],
});
