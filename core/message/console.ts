/**
 * Where an alarm can be looked at: the page at `base`, the AWS console without it.
 * @param region the alarm's; it names the partition too
 */
export function alarmLink(alarmName: string, region: string, base?: string): string {
  const name = encodeURIComponent(alarmName);
  if (base !== undefined) return `${base.replace(/\/+$/, '')}/#alarm/${name}`;
  const host = region.startsWith('cn-')
    ? `${region}.console.amazonaws.cn`
    : region.startsWith('us-gov-')
      ? `${region}.console.amazonaws-us-gov.com`
      : `${region}.console.aws.amazon.com`;
  return `https://${host}/cloudwatch/home?region=${region}#alarmsV2:alarm/${name}`;
}
