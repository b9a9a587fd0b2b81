import { annotationIn } from '../annotations.ts';
import type { Assessment, ControlStatus } from '../assess.ts';
import { type Language, severityText, statusText } from '../texts.ts';
import { type Finding, findingsOf, partitionOf, resourceName } from './findings.ts';

const SEVERITIES = { low: 2, medium: 3, high: 4, critical: 5 } as const;
/** Compliance: 1 pass, 3 fail, 0 unknown, 99 other. */
const COMPLIANCE: Readonly<Record<ControlStatus, number>> = {
  passed: 1,
  failed: 3,
  suppressed: 3,
  'no-data': 0,
  manual: 99,
};
/** The finding itself: 1 new, 3 suppressed, 4 resolved, 99 other. */
const FINDING: Readonly<Record<ControlStatus, readonly [number, string]>> = {
  failed: [1, 'New'],
  suppressed: [3, 'Suppressed'],
  passed: [4, 'Resolved'],
  'no-data': [99, 'No data'],
  manual: [99, 'Manual'],
};

/** A JSON array of Compliance Findings (class 2003). @see OCSF schema 1.4.0, with the cloud profile */
export function ocsfReport(assessment: Assessment, language: Language): string {
  const events = findingsOf(assessment).map((finding) => ocsfEvent(finding, assessment, language));
  return `${JSON.stringify(events, undefined, 2)}\n`;
}

function ocsfEvent(finding: Finding, assessment: Assessment, language: Language): object {
  const { control, resource, status, id } = finding;
  const time = Date.parse(assessment.readAt);
  const at = resource?.recordedAt ? Date.parse(resource.recordedAt) : time;
  const [statusId, statusName] = FINDING[status];
  const decided = resource?.annotation && annotationIn(language, resource.annotation);
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    type_uid: 200301,
    type_name: 'Compliance Finding: Create',
    time,
    severity_id: status === 'passed' ? 1 : SEVERITIES[control.severity],
    severity: status === 'passed' ? 'Informational' : severityText[control.severity].en,
    status_id: statusId,
    status: statusName,
    ...(resource?.suppression && { status_detail: `${resource.suppression.owner}: ${resource.suppression.reason}` }),
    message: [control.title[language], statusText[status][language], decided].filter(Boolean).join(': '),
    metadata: {
      version: '1.4.0',
      profiles: ['cloud'],
      product: { name: 'Trailkeeper', vendor_name: 'Trailkeeper', uid: 'trailkeeper' },
      event_code: control.id,
    },
    cloud: {
      provider: 'AWS',
      region: assessment.region,
      account: { uid: assessment.accountId, type: 'AWS Account', type_id: 10 },
    },
    compliance: {
      standards: [assessment.title],
      requirements: [control.id],
      control: control.title[language],
      status: ['Unknown', 'Pass', '', 'Fail'][COMPLIANCE[status]] ?? statusText[status].en,
      status_id: COMPLIANCE[status],
      ...(decided && { status_details: [decided] }),
    },
    finding_info: {
      uid: id,
      title: control.title[language],
      ...(control.why && { desc: control.why[language] }),
      created_time: at,
      types: [assessment.title],
    },
    remediation: { desc: control.todo[language] },
    ...(resource && {
      resources: [
        {
          uid: resourceName(resource),
          name: resource.resourceName ?? resource.resourceId,
          type: resource.resourceType,
          region: assessment.region,
          cloud_partition: partitionOf(assessment.region),
        },
      ],
    }),
  };
}
