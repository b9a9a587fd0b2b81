import { anyOf, apiCall, defineAlert, record, root, signIn, user } from '../kit/index.ts';

const byRoot = { userIdentity: { type: ['Root'] } };

/** Root names no user when the key is its own. */
const ownKey = apiCall('iam.amazonaws.com', 'CreateAccessKey')
  .succeeded()
  .where({ ...byRoot, requestParameters: { userName: [{ exists: false }] } });

const updated = ['PasswordUpdated', 'PasswordRecoveryCompleted', 'EmailUpdated'];

export default defineAlert({
  id: 'root-credentials-changed',
  title: { en: 'Root credentials changed', ko: '루트 사용자 자격 증명 변경' },
  severity: 'critical',
  on: anyOf(
    ownKey,
    apiCall('iam.amazonaws.com', 'DeactivateMFADevice', 'EnableMFADevice').succeeded().where(byRoot),
    signIn().where({
      ...byRoot,
      eventName: updated,
      responseElements: { $or: updated.map((name) => ({ [name]: ['Success'] })) },
    }),
  ),
  about: ({ actor }) => actor.accountId,
  why: {
    en: 'A root access key, password, address or second factor that changes hands is the account changing hands.',
    ko: '루트의 액세스 키, 비밀번호, 이메일, MFA가 바뀐다는 것은 계정의 주인이 바뀐다는 뜻입니다.',
  },
  respond: {
    en: [
      'Ask at once who holds the root credentials of {account} whether they did this.',
      'If not, recover the account: reset the password through its address and call AWS Support.',
      'Delete root access keys: nothing needs them.',
    ],
    ko: [
      '{account} 계정의 루트 자격 증명 보유자가 한 작업인지 즉시 확인합니다.',
      '아니라면 계정을 복구합니다. 이메일로 비밀번호를 재설정하고 AWS Support에 연락합니다.',
      '루트 액세스 키는 필요한 곳이 없으므로 삭제합니다.',
    ],
  },
  controls: ['cis-aws-3.0:1.4', 'nist-800-53-r5:IA-5', 'isms-p:2.5.5'],
  fires: [
    record('CreateAccessKey', { by: root() }),
    record('DeactivateMFADevice', { by: root() }),
    record('PasswordUpdated', {
      source: 'signin.amazonaws.com',
      by: root(),
      eventType: 'AwsConsoleSignIn',
      response: { PasswordUpdated: 'Success' },
    }),
  ],
  quiet: [
    record('CreateAccessKey', { by: user('alice'), request: { userName: 'alice' } }),
    record('CreateAccessKey', { by: root(), request: { userName: 'alice' } }),
    record('CreateAccessKey', { by: root(), errorCode: 'LimitExceededException' }),
    record('PasswordUpdated', {
      source: 'signin.amazonaws.com',
      by: root(),
      eventType: 'AwsConsoleSignIn',
      response: { PasswordUpdated: 'Failure' },
    }),
  ],
});
