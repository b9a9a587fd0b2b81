import { anyCall, defineAlert, record, root, rootSignInRecord, user } from '../kit/index.ts';

/** Reading is left out: opening a console page as root makes hundreds of Describe calls. */
export default defineAlert({
  id: 'root-made-change',
  title: { en: 'Root changed something', ko: '루트 사용자의 변경 작업' },
  severity: 'high',
  on: anyCall().where({
    userIdentity: { type: ['Root'], invokedBy: [{ exists: false }] },
    readOnly: [false],
    errorCode: [{ exists: false }],
  }),
  why: {
    en: 'Work done as root is done outside every policy and cannot be told apart by person.',
    ko: '루트로 한 작업은 모든 정책을 벗어나며, 누가 했는지 구분할 수 없습니다.',
  },
  respond: {
    en: [
      'Ask who holds the root credentials of {account} whether they did this.',
      'Do it through a role the next time.',
    ],
    ko: ['{account} 계정의 루트 자격 증명 보유자가 한 작업인지 확인합니다.', '다음부터는 역할을 통해 수행합니다.'],
  },
  controls: ['cis-aws-3.0:1.7', 'nist-800-53-r5:AC-6', 'isms-p:2.5.5'],
  fires: [
    record('CreateTrail', { by: root(), request: { name: 'management-events' } }),
    record('CreateAccessKey', { by: root() }),
  ],
  quiet: [
    record('DescribeInstances', { by: root() }),
    record('CreateTrail', { by: user('alice'), request: { name: 'management-events' } }),
    record('CreateTrail', { by: root(), errorCode: 'TrailAlreadyExistsException' }),
    record('GenerateDataKey', { by: { ...root(), invokedBy: 'AWS Internal' }, readOnly: false }),
    rootSignInRecord(),
  ],
});
