import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "eks-endpoint-no-public-access" */
export default settingRule({
  id: 'EKS_ENDPOINT_NO_PUBLIC_ACCESS',
  resourceTypes: ['AWS::EKS::Cluster'],
  periodic: true,
  path: 'ResourcesVpcConfig.EndpointPublicAccess',
  is: [false],
  not: true,
  whyNot: 'The endpoint can be reached from the internet.',
});
