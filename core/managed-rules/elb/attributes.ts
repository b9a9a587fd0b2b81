import { isObject, type Json } from '../../cloudtrail/index.ts';
import { eachAt, textAt } from '../read.ts';
import type { Example, JudgedItem } from '../rule.ts';

/** A load balancer's attributes by the names the newer API has; classic ones are translated. */
export function attributesOf({ supplementaryConfiguration: parts }: JudgedItem): ReadonlyMap<string, string> {
  const given: Json | undefined = parts.LoadBalancerAttributes;
  if (isObject(given)) {
    return new Map([
      ['access_logs.s3.enabled', textAt(given, 'accessLog.enabled')],
      ['access_logs.s3.bucket', textAt(given, 'accessLog.s3BucketName')],
      ['load_balancing.cross_zone.enabled', textAt(given, 'crossZoneLoadBalancing.enabled')],
    ]);
  }
  return new Map(eachAt(parts, 'LoadBalancerAttributes').map((each) => [textAt(each, 'key'), textAt(each, 'value')]));
}

/** Whether a balancer of the newer kind is a network or gateway load balancer. */
export const isOther = ({ configuration }: JudgedItem): boolean =>
  ['network', 'gateway'].includes(textAt(configuration, 'type'));

/** An application load balancer with some attributes. */
export const v2 = (attributes: Readonly<Record<string, string>>): Example => ({
  resourceType: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  supplementaryConfiguration: {
    LoadBalancerAttributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
  },
});
