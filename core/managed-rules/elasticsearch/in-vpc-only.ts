import { listAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "elasticsearch-in-vpc-only" */
export default defineResourceRule({
  id: 'ELASTICSEARCH_IN_VPC_ONLY',
  resourceTypes: ['AWS::Elasticsearch::Domain'],
  periodic: true,
  evaluate: ({ configuration }) =>
    compliantWhen(listAt(configuration, 'vpcoptions.subnetIds').length > 0, 'The domain has a public endpoint.'),
  complies: [{ configuration: { vpcoptions: { subnetIds: ['subnet-1'] } } }],
  violates: [{ configuration: {} }],
});
