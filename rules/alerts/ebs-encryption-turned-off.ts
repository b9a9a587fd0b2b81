import { apiCall, defineAlert, record } from '../kit/index.ts';

export default defineAlert({
  id: 'ebs-encryption-turned-off',
  title: { en: 'EBS encryption by default turned off', ko: 'EBS 기본 암호화 해제' },
  severity: 'medium',
  on: apiCall('ec2.amazonaws.com', 'DisableEbsEncryptionByDefault').succeeded(),
  about: ({ record: { awsRegion } }) => awsRegion,
  why: {
    en: 'Volumes made from now on hold plain data, and their snapshots can be shared with anyone.',
    ko: '이후 만들어지는 볼륨은 평문으로 저장되고, 그 스냅샷은 누구와도 공유할 수 있습니다.',
  },
  respond: {
    en: [
      'Ask {actor} whether this was intended.',
      'If not: aws ec2 enable-ebs-encryption-by-default --region {region}',
    ],
    ko: [
      '{actor}에게 의도한 작업인지 확인합니다.',
      '아니라면 다시 켭니다: aws ec2 enable-ebs-encryption-by-default --region {region}',
    ],
  },
  controls: ['cis-aws-3.0:2.2.1', 'nist-800-53-r5:SC-28', 'isms-p:2.7.1'],
  fires: [record('DisableEbsEncryptionByDefault')],
  quiet: [
    record('EnableEbsEncryptionByDefault'),
    record('DisableEbsEncryptionByDefault', { errorCode: 'Client.UnauthorizedOperation' }),
  ],
});
