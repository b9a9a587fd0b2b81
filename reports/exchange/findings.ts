import { createHash } from 'node:crypto';
import type { AssessedControl, AssessedResource, Assessment, ControlStatus } from '../assess.ts';
import type { Words } from '../frameworks/index.ts';

/** One verdict of one control on one resource, or on none where nothing decided. */
export interface Finding {
  readonly section: Words;
  readonly control: AssessedControl;
  readonly resource?: AssessedResource;
  readonly status: ControlStatus;
  /** The same for the same control and resource, in every report. */
  readonly id: string;
}

export function findingsOf({ framework, accountId, region, sections }: Assessment): Finding[] {
  return sections.flatMap(({ title: section, controls }) =>
    controls.flatMap((control): Finding[] => {
      const idFor = (resource?: AssessedResource) => {
        const key = [resource?.rule, resource?.resourceType, resource?.resourceId].join('\n');
        const hash = createHash('sha256').update(key).digest('hex').slice(0, 32);
        return `trailkeeper/${framework}/${control.id}/${accountId}/${region}/${hash}`;
      };
      if (control.resources.length === 0) return [{ section, control, status: control.status, id: idFor() }];
      return control.resources.map((resource) => ({
        section,
        control,
        resource,
        status: statusOf(resource),
        id: idFor(resource),
      }));
    }),
  );
}

const statusOf = ({ state, suppression }: AssessedResource): ControlStatus =>
  state === 'COMPLIANT' ? 'passed' : suppression ? 'suppressed' : 'failed';

/** What others know a resource by. */
export const resourceName = ({ arn, resourceName: name, resourceId }: AssessedResource): string =>
  arn ?? name ?? resourceId;

/** `aws`, or the partition a region is in. */
export const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

/** A text that is no longer than another program takes. */
export const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
