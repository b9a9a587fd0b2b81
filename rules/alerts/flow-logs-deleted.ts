import { apiCall, defineAlert, record, textAt } from '../kit/index.ts';

export default defineAlert({
  id: 'flow-logs-deleted',
  title: { en: 'VPC flow logs deleted', ko: 'VPC 흐름 로그 삭제' },
  severity: 'high',
  on: apiCall('ec2.amazonaws.com', 'DeleteFlowLogs').succeeded(),
  about: ({ request }) => textAt(request, 'DeleteFlowLogsRequest', 'FlowLogId', 'content'),
  why: {
    en: 'Nobody can tell afterwards who talked to whom.',
    ko: '누가 누구와 통신했는지 나중에 알 수 없게 됩니다.',
  },
  respond: {
    en: [
      'Ask {actor} whether this was intended.',
      'See what is still logged: aws ec2 describe-flow-logs --region {region}',
      'If not intended, create the flow log again and read what {actor} did next.',
    ],
    ko: [
      '{actor}에게 의도한 작업인지 확인합니다.',
      '아직 기록 중인 것을 확인합니다: aws ec2 describe-flow-logs --region {region}',
      '의도하지 않았다면 흐름 로그를 다시 만들고 {actor}의 다음 작업을 확인합니다.',
    ],
  },
  controls: ['cis-aws-3.0:3.7', 'nist-800-53-r5:AU-12', 'isms-p:2.9.4'],
  fires: [
    record('DeleteFlowLogs', {
      request: { DeleteFlowLogsRequest: { FlowLogId: { content: 'fl-0ef673ef70c4f07cc', tag: 1 } } },
    }),
  ],
  quiet: [record('DeleteFlowLogs', { errorCode: 'Client.UnauthorizedOperation' }), record('CreateFlowLogs')],
});
