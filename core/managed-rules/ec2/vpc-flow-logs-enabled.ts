import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const flowLog = (resourceId: string, trafficType = 'ALL') => ({
  resourceType: 'AWS::EC2::FlowLog',
  configuration: { resourceId, trafficType, flowLogStatus: 'ACTIVE' },
});

const vpc = { resourceId: 'vpc-1' };

/** @see AWS Config managed rule "vpc-flow-logs-enabled" */
export default defineResourceRule({
  id: 'VPC_FLOW_LOGS_ENABLED',
  resourceTypes: ['AWS::EC2::VPC'],
  beside: ['AWS::EC2::FlowLog'],
  periodic: true,
  parameters: { trafficType: { type: 'String' } },
  evaluate: ({ resourceId }, { parameters: { trafficType } }, logs) => {
    const isLogged = logs.some(
      ({ configuration: log }) =>
        textAt(log, 'resourceId') === resourceId &&
        textAt(log, 'flowLogStatus') === 'ACTIVE' &&
        (!trafficType || ['ALL', trafficType].includes(textAt(log, 'trafficType'))),
    );
    return compliantWhen(isLogged, 'The VPC has no flow log.');
  },
  complies: [
    { ...vpc, others: [flowLog('vpc-2'), flowLog('vpc-1')] },
    { ...vpc, others: [flowLog('vpc-1', 'REJECT')], parameters: { trafficType: 'REJECT' } },
  ],
  violates: [
    vpc,
    { ...vpc, others: [flowLog('vpc-2')] },
    { ...vpc, others: [flowLog('vpc-1', 'ACCEPT')], parameters: { trafficType: 'REJECT' } },
  ],
});
