/**
 * Where an alarm can be looked at: the page at `base`, the AWS console without it.
 * @param region the alarm's; it names the partition too
 */
export function alarmLink(alarmName: string, region: string, base?: string): string {
  const name = encodeURIComponent(alarmName);
  if (base !== undefined) return `${base.replace(/\/+$/, '')}/#alarm/${name}`;
  return `https://${hostOf(region)}/cloudwatch/home?region=${region}#alarmsV2:alarm/${name}`;
}

/** A resource's timeline in Config's console. */
export function configLink({
  resourceType,
  resourceId,
  region,
}: {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly region: string;
}): string {
  const asked = new URLSearchParams({ resourceType, resourceId });
  return `https://${hostOf(region)}/config/home?region=${region}#/resources/timeline?${asked}`;
}

function hostOf(region: string): string {
  if (region.startsWith('cn-')) return `${region}.console.amazonaws.cn`;
  if (region.startsWith('us-gov-')) return `${region}.console.amazonaws-us-gov.com`;
  return `${region}.console.aws.amazon.com`;
}
