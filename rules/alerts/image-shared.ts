import { apiCall, defineAlert, record } from '../kit/index.ts';

export default defineAlert({
  id: 'image-shared',
  title: { en: 'Machine image shared outside the account', ko: '머신 이미지(AMI) 외부 공유' },
  severity: 'high',
  on: apiCall('ec2.amazonaws.com', 'ModifyImageAttribute')
    .succeeded()
    .where({
      requestParameters: {
        launchPermission: {
          add: {
            items: {
              $or: [
                { group: ['all'] },
                { userId: [{ exists: true }] },
                { organizationArn: [{ exists: true }] },
                { organizationalUnitArn: [{ exists: true }] },
              ],
            },
          },
        },
      },
    }),
  about: ({ request }) => request.imageId,
  why: {
    en: 'An image holds everything on its disks: code, settings, and often keys.',
    ko: '이미지에는 코드와 설정, 흔히 키까지 디스크의 모든 내용이 담겨 있습니다.',
  },
  respond: {
    en: [
      'See with whom: aws ec2 describe-image-attribute --region {region} --attribute launchPermission --image-id {about}',
      'Take it back: aws ec2 reset-image-attribute --region {region} --attribute launchPermission --image-id {about}',
      'Ask {actor}; if nobody asked for it, change the secrets stored in the image.',
    ],
    ko: [
      '누구와 공유했는지 확인합니다: aws ec2 describe-image-attribute --region {region} --attribute launchPermission --image-id {about}',
      '공유를 취소합니다: aws ec2 reset-image-attribute --region {region} --attribute launchPermission --image-id {about}',
      '{actor}에게 확인하고, 요청된 작업이 아니라면 이미지에 담긴 비밀 값을 교체합니다.',
    ],
  },
  controls: ['nist-800-53-r5:AC-3', 'nist-800-53-r5:AC-4', 'isms-p:2.10.2'],
  fires: [
    record('ModifyImageAttribute', {
      request: {
        imageId: 'ami-0123456789abcdef0',
        attributeType: 'launchPermission',
        launchPermission: { add: { items: [{ group: 'all' }] } },
      },
    }),
    record('ModifyImageAttribute', {
      request: { imageId: 'ami-0123456789abcdef0', launchPermission: { add: { items: [{ userId: '111122223333' }] } } },
    }),
  ],
  quiet: [
    record('ModifyImageAttribute', {
      request: { imageId: 'ami-0123456789abcdef0', launchPermission: { remove: { items: [{ group: 'all' }] } } },
    }),
    record('ModifyImageAttribute', { request: { imageId: 'ami-0123456789abcdef0', description: { value: 'web' } } }),
  ],
});
