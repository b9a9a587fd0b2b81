import type { CloudTrailRecord } from '../../cloudtrail/index.ts';

/**
 * Records by their time. Of those of one second, which is as exact as records are, what makes comes first and what deletes last;
 * others stay as they are.
 */
export const inOrderOfEffect = (records: readonly CloudTrailRecord[]): CloudTrailRecord[] =>
  records.toSorted((a, b) => Date.parse(a.eventTime) - Date.parse(b.eventTime) || rank(a) - rank(b));

const rank = ({ eventName }: CloudTrailRecord): number =>
  /^(Create|Run|Allocate|Restore)(?!.*(Version|Entry|Route|Tags|LoginProfile|AccessKey)$)/.test(eventName)
    ? 0
    : /^(Delete|Terminate|Release)(?!.*(Version|Entry|Route|Tags|.Policy|LoginProfile|AccessKey|Boundary)$)/.test(
          eventName,
        )
      ? 2
      : 1;
