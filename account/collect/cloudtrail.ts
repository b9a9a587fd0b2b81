import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import { type Asking, each } from './asking.ts';
import type { Collector } from './collector.ts';
import { configured, type Seen, tagsOf } from './item.ts';

/** Trails, each in its home region, with whether it logs. */
export const cloudtrail: Collector = {
  service: 'cloudtrail',
  async *collect(asking, settings) {
    const client = new CloudTrailClient(settings);
    try {
      const found = await asking.ask('cloudtrail.DescribeTrails', () =>
        client.send(new DescribeTrailsCommand({ includeShadowTrails: false })),
      );
      yield* each(found?.trailList ?? [], (trail) => trailItem(asking, client, trail));
    } finally {
      client.destroy();
    }
  },
};

async function trailItem(asking: Asking, client: CloudTrailClient, trail: Trail): Promise<Seen> {
  const { Name = '', TrailARN = '' } = trail;
  const status = await asking.ask('cloudtrail.GetTrailStatus', () =>
    client.send(new GetTrailStatusCommand({ Name: TrailARN })),
  );
  const tags = await asking.ask('cloudtrail.ListTags', () =>
    client.send(new ListTagsCommand({ ResourceIdList: [TrailARN] })),
  );
  return {
    resourceType: 'AWS::CloudTrail::Trail',
    resourceId: Name,
    resourceName: Name,
    arn: TrailARN,
    zone: 'Regional',
    configuration: { ...configured(trail), ...(status?.IsLogging !== undefined && { isLogging: status.IsLogging }) },
    tags: tagsOf(tags?.ResourceTagList?.[0]?.TagsList),
    unknown: [...(status ? [] : ['configuration.isLogging']), ...(tags ? [] : ['tags.*'])],
  };
}
