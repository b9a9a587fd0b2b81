import { listAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "opensearch-in-vpc-only" */
export default defineResourceRule({
  id: 'OPENSEARCH_IN_VPC_ONLY',
  resourceTypes: ['AWS::OpenSearch::Domain'],
  evaluate: ({ configuration }) =>
    compliantWhen(listAt(configuration, 'VPCOptions.SubnetIds').length > 0, 'The domain has a public endpoint.'),
  complies: [{ configuration: { VPCOptions: { SubnetIds: ['subnet-1'] } } }],
  violates: [{ configuration: {} }],
});
