import { anyOf, apiCall, defineAlert, record, textAt } from '../kit/index.ts';

const added = { add: { items: { $or: [{ group: ['all'] }, { userId: [{ exists: true }] }] } } };

export default defineAlert({
  id: 'snapshot-shared',
  title: { en: 'Snapshot shared outside the account', ko: '스냅샷 외부 공유' },
  severity: 'high',
  on: anyOf(
    apiCall('ec2.amazonaws.com', 'ModifySnapshotAttribute')
      .succeeded()
      .where({ requestParameters: { createVolumePermission: added } }),
    apiCall('rds.amazonaws.com', 'ModifyDBSnapshotAttribute', 'ModifyDBClusterSnapshotAttribute')
      .succeeded()
      .where({ requestParameters: { attributeName: ['restore'], valuesToAdd: [{ exists: true }] } }),
  ),
  about: ({ request }) =>
    textAt(request, 'snapshotId') ??
    textAt(request, 'dBSnapshotIdentifier') ??
    textAt(request, 'dBClusterSnapshotIdentifier'),
  why: {
    en: 'A snapshot is the whole disk or database. Sharing it is how data leaves without a byte of traffic.',
    ko: '스냅샷에는 디스크나 데이터베이스 전체가 담겨 있습니다. 공유만으로 트래픽 없이 데이터가 유출됩니다.',
  },
  respond: {
    en: [
      'Ask {actor} whom {about} was shared with, and why.',
      'If nobody asked for it, remove the permission at once, in {region}.',
      'Assume that it has been copied: change the secrets stored in it.',
    ],
    ko: [
      '{actor}에게 {about}을(를) 누구와 왜 공유했는지 확인합니다.',
      '요청된 작업이 아니라면 {region}에서 즉시 공유 권한을 제거합니다.',
      '이미 복사되었다고 가정하고, 담겨 있던 비밀 값을 교체합니다.',
    ],
  },
  controls: ['nist-800-53-r5:AC-3', 'nist-800-53-r5:AC-4', 'isms-p:2.10.2'],
  fires: [
    record('ModifySnapshotAttribute', {
      request: {
        snapshotId: 'snap-0123456789abcdef0',
        attributeType: 'CREATE_VOLUME_PERMISSION',
        createVolumePermission: { add: { items: [{ group: 'all' }] } },
      },
    }),
    record('ModifySnapshotAttribute', {
      request: {
        snapshotId: 'snap-0123456789abcdef0',
        createVolumePermission: { add: { items: [{ userId: '111122223333' }] } },
      },
    }),
    record('ModifyDBSnapshotAttribute', {
      request: { dBSnapshotIdentifier: 'orders', attributeName: 'restore', valuesToAdd: ['111122223333'] },
    }),
  ],
  quiet: [
    record('ModifySnapshotAttribute', {
      request: {
        snapshotId: 'snap-0123456789abcdef0',
        createVolumePermission: { remove: { items: [{ group: 'all' }] } },
      },
    }),
    record('ModifyDBSnapshotAttribute', {
      request: { dBSnapshotIdentifier: 'orders', attributeName: 'restore', valuesToAdd: [] },
    }),
    record('CreateSnapshot', { request: { volumeId: 'vol-0123456789abcdef0' } }),
  ],
});
