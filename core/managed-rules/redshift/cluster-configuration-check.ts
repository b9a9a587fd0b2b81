import { isAllowed } from '../parameters.ts';
import { isTrue, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';

const cluster = (encrypted: boolean, loggingEnabled: boolean) => ({
  configuration: { encrypted, nodeType: 'dc2.large' },
  supplementaryConfiguration: { LoggingStatus: { loggingEnabled } },
});

/** @see AWS Config managed rule "redshift-cluster-configuration-check" */
export default defineResourceRule({
  id: 'REDSHIFT_CLUSTER_CONFIGURATION_CHECK',
  resourceTypes: ['AWS::Redshift::Cluster'],
  parameters: {
    clusterDbEncrypted: { type: 'boolean', default: 'true', isRequired: true },
    loggingEnabled: { type: 'boolean', default: 'true', isRequired: true },
    nodeTypes: { type: 'CSV' },
  },
  evaluate: ({ configuration, supplementaryConfiguration: parts }, { parameters }) => {
    const isEncrypted = isTrue(configuration, 'encrypted');
    const isLogging = isTrue(parts.LoggingStatus, 'loggingEnabled');
    const nodeType = textAt(configuration, 'nodeType');
    if (String(isEncrypted) !== parameters.clusterDbEncrypted?.toLowerCase())
      return compliantUnless('Encryption is not as asked for.');
    if (String(isLogging) !== parameters.loggingEnabled?.toLowerCase())
      return compliantUnless('Logging is not as asked for.');
    return compliantUnless(isAllowed(parameters.nodeTypes, nodeType) ? undefined : `The nodes are ${nodeType}.`);
  },
  complies: [cluster(true, true), { ...cluster(true, true), parameters: { nodeTypes: 'dc2.large' } }],
  violates: [
    cluster(false, true),
    cluster(true, false),
    { ...cluster(true, true), parameters: { nodeTypes: 'ra3.xlplus' } },
  ],
});
