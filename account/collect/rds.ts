import { paginateDescribeDBInstances, RDSClient } from '@aws-sdk/client-rds';
import type { Collector } from './collector.ts';
import { configured, related, tagsOf } from './item.ts';

/** Database instances. */
export const rds: Collector = {
  service: 'rds',
  async *collect(asking, settings) {
    const client = new RDSClient(settings);
    try {
      const pages = paginateDescribeDBInstances({ client }, {});
      for await (const { DBInstances = [] } of asking.pages('rds.DescribeDBInstances', pages)) {
        for (const { TagList, ...instance } of DBInstances) {
          const configuration = configured(instance);
          yield {
            resourceType: 'AWS::RDS::DBInstance',
            resourceId: instance.DbiResourceId ?? instance.DBInstanceIdentifier ?? '',
            resourceName: instance.DBInstanceIdentifier,
            arn: instance.DBInstanceArn,
            zone: instance.MultiAZ ? 'Multiple Availability Zones' : instance.AvailabilityZone,
            created: configuration.instanceCreateTime,
            configuration,
            tags: tagsOf(TagList),
            relationships: [
              ...(instance.VpcSecurityGroups ?? []).flatMap(({ VpcSecurityGroupId }) =>
                related('Is associated with SecurityGroup', 'AWS::EC2::SecurityGroup', VpcSecurityGroupId),
              ),
              ...related(
                'Is associated with DBSubnetGroup',
                'AWS::RDS::DBSubnetGroup',
                instance.DBSubnetGroup?.DBSubnetGroupName,
              ),
            ],
          };
        }
      }
    } finally {
      client.destroy();
    }
  },
};
