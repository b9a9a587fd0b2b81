import { annotationIn } from '../annotations.ts';
import type { AssessedResource, Assessment } from '../assess.ts';
import type { Language } from '../texts.ts';
import { cut, type Finding, findingsOf, partitionOf, resourceName } from './findings.ts';

const SEVERITIES = { critical: 'CRITICAL', high: 'HIGH', medium: 'MEDIUM', low: 'LOW' } as const;

/** Security Hub's names of resource types; others are `Other`. */
const TYPES: Readonly<Record<string, string>> = {
  'AWS::::Account': 'AwsAccount',
  'AWS::CloudTrail::Trail': 'AwsCloudTrailTrail',
  'AWS::CloudWatch::Alarm': 'AwsCloudWatchAlarm',
  'AWS::EC2::Instance': 'AwsEc2Instance',
  'AWS::EC2::NetworkAcl': 'AwsEc2NetworkAcl',
  'AWS::EC2::SecurityGroup': 'AwsEc2SecurityGroup',
  'AWS::EC2::Subnet': 'AwsEc2Subnet',
  'AWS::EC2::Volume': 'AwsEc2Volume',
  'AWS::EC2::VPC': 'AwsEc2Vpc',
  'AWS::IAM::Group': 'AwsIamGroup',
  'AWS::IAM::Policy': 'AwsIamPolicy',
  'AWS::IAM::Role': 'AwsIamRole',
  'AWS::IAM::User': 'AwsIamUser',
  'AWS::KMS::Key': 'AwsKmsKey',
  'AWS::Lambda::Function': 'AwsLambdaFunction',
  'AWS::RDS::DBInstance': 'AwsRdsDbInstance',
  'AWS::S3::Bucket': 'AwsS3Bucket',
  'AWS::SNS::Topic': 'AwsSnsTopic',
  'AWS::SQS::Queue': 'AwsSqsQueue',
};

/**
 * A JSON array of findings in the AWS Security Finding Format, for BatchImportFindings (a hundred a call). Controls nothing decided are
 * left out: Security Hub's findings are about resources. @see AWS Security Hub, "Required top-level ASFF attributes"
 */
export function asffReport(assessment: Assessment, language: Language): string {
  const findings = findingsOf(assessment).flatMap((finding) =>
    finding.resource ? [asffFinding(finding, finding.resource, assessment, language)] : [],
  );
  return `${JSON.stringify(findings, undefined, 2)}\n`;
}

function asffFinding(
  { control, status, id }: Finding,
  resource: AssessedResource,
  { accountId, region, readAt, framework, title }: Assessment,
  language: Language,
): object {
  const at = resource.recordedAt ?? readAt;
  const partition = partitionOf(region);
  const decided = resource.annotation && annotationIn(language, resource.annotation);
  const { suppression } = resource;
  return {
    SchemaVersion: '2018-10-08',
    Id: id,
    ProductArn: `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`,
    GeneratorId: `${framework}/${control.id}/${resource.rule}`,
    AwsAccountId: accountId,
    Types: [`Software and Configuration Checks/Industry and Regulatory Standards/${title}`],
    CreatedAt: at,
    UpdatedAt: readAt,
    FirstObservedAt: at,
    LastObservedAt: readAt,
    Severity: {
      Label: status === 'passed' ? 'INFORMATIONAL' : SEVERITIES[control.severity],
      Original: control.severity,
    },
    Title: cut(`${control.id} ${control.title[language]}`, 256),
    Description: cut(decided ?? control.title[language], 1024),
    Remediation: { Recommendation: { Text: cut(control.todo[language], 512) } },
    ProductFields: { 'trailkeeper/rule': resource.rule, 'trailkeeper/control': `${framework}:${control.id}` },
    Resources: [
      {
        Type: TYPES[resource.resourceType] ?? 'Other',
        Id: resource.resourceType === 'AWS::::Account' ? `AWS::::Account:${accountId}` : resourceName(resource),
        Partition: partition,
        Region: region,
      },
    ],
    Compliance: {
      Status: status === 'passed' ? 'PASSED' : 'FAILED',
      RelatedRequirements: [`${title} ${control.id}`],
    },
    Workflow: { Status: status === 'passed' ? 'RESOLVED' : status === 'suppressed' ? 'SUPPRESSED' : 'NEW' },
    RecordState: 'ACTIVE',
    ...(suppression && {
      Note: {
        Text: cut(`${suppression.reason} (until ${suppression.expires})`, 512),
        UpdatedBy: suppression.owner,
        UpdatedAt: readAt,
      },
    }),
  };
}
