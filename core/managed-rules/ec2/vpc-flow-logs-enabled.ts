import { textAt } from '../read.ts';
import { compliantUnless, defineAccountRule, notApplicable } from '../rule.ts';

const vpc = { resourceType: 'AWS::EC2::VPC', resourceId: 'vpc-1' };
const flowLog = (resourceId: string, trafficType = 'ALL') => ({
  resourceType: 'AWS::EC2::FlowLog',
  configuration: { resourceId, trafficType, flowLogStatus: 'ACTIVE' },
});

/** AWS judges each VPC; here the account is judged by all of them. @see AWS Config managed rule "vpc-flow-logs-enabled" */
export default defineAccountRule({
  id: 'VPC_FLOW_LOGS_ENABLED',
  resourceTypes: ['AWS::EC2::VPC', 'AWS::EC2::FlowLog'],
  periodic: true,
  parameters: { trafficType: { type: 'String' } },
  judge: (items, { parameters: { trafficType } }) => {
    const vpcs = items.filter(({ resourceType }) => resourceType === 'AWS::EC2::VPC');
    if (vpcs.length === 0) return notApplicable('no VPC is recorded');
    const logged = items
      .filter(({ configuration: log }) => textAt(log, 'flowLogStatus') === 'ACTIVE')
      .filter(({ configuration: log }) => !trafficType || ['ALL', trafficType].includes(textAt(log, 'trafficType')))
      .map(({ configuration: log }) => textAt(log, 'resourceId'));
    const without = vpcs.find(({ resourceId }) => !logged.includes(resourceId));
    return compliantUnless(without && `${without.resourceId} has no flow log.`);
  },
  complies: [[vpc, flowLog('vpc-1')]],
  violates: [[vpc], [vpc, flowLog('vpc-2')]],
});
