import { apiCall, defineAlert, record } from '../kit/index.ts';

export default defineAlert({
  id: 'permissions-boundary-removed',
  title: { en: 'Permissions boundary removed', ko: '권한 경계 제거' },
  severity: 'high',
  on: apiCall('iam.amazonaws.com', 'DeleteUserPermissionsBoundary', 'DeleteRolePermissionsBoundary').succeeded(),
  about: ({ request }) => request.userName ?? request.roleName,
  why: {
    en: 'The boundary kept this identity from more rights than it should ever have.',
    ko: '권한 경계는 이 자격 증명이 가져서는 안 될 권한을 막고 있었습니다.',
  },
  respond: {
    en: ['Ask {actor} whether this was intended.', 'If not, put the boundary back on {about} and review its policies.'],
    ko: [
      '{actor}에게 의도한 작업인지 확인합니다.',
      '의도하지 않았다면 {about}에 권한 경계를 다시 설정하고 정책을 검토합니다.',
    ],
  },
  controls: ['nist-800-53-r5:AC-6', 'isms-p:2.5.6'],
  fires: [
    record('DeleteUserPermissionsBoundary', { request: { userName: 'bob' } }),
    record('DeleteRolePermissionsBoundary', { request: { roleName: 'ci' } }),
  ],
  quiet: [
    record('DeleteRolePermissionsBoundary', { errorCode: 'AccessDenied', request: { roleName: 'ci' } }),
    record('PutRolePermissionsBoundary', { request: { roleName: 'ci' } }),
  ],
});
