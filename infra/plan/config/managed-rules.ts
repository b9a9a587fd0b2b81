import type { FrameworkId } from '../../settings.ts';

export interface FrameworkRule {
  /** Managed rule's identifier. */
  readonly identifier: string;
  /** What tells it from others with the same identifier. */
  readonly about?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Where it decides a control; both without it. */
  readonly only?: FrameworkId;
}

/** The managed rules that decide the frameworks' controls, with parameters as strict as the controls are. */
export const frameworkRules: readonly FrameworkRule[] = [
  { identifier: 'ACCESS_KEYS_ROTATED', parameters: { maxAccessKeyAge: '90' } },
  { identifier: 'CLOUD_TRAIL_ENCRYPTION_ENABLED' },
  { identifier: 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED' },
  { identifier: 'CMK_BACKING_KEY_ROTATION_ENABLED' },
  { identifier: 'EC2_EBS_ENCRYPTION_BY_DEFAULT' },
  { identifier: 'EC2_IMDSV2_CHECK' },
  { identifier: 'EC2_INSTANCE_PROFILE_ATTACHED' },
  { identifier: 'EFS_ENCRYPTED_CHECK' },
  // One for each control: together, either would fail both.
  { identifier: 'IAM_PASSWORD_POLICY', about: 'length', parameters: { MinimumPasswordLength: '14' } },
  { identifier: 'IAM_PASSWORD_POLICY', about: 'reuse', parameters: { PasswordReusePrevention: '24' } },
  {
    identifier: 'IAM_POLICY_IN_USE',
    parameters: { policyARN: 'arn:aws:iam::aws:policy/AWSSupportAccess' },
  },
  { identifier: 'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS' },
  { identifier: 'IAM_ROOT_ACCESS_KEY_CHECK' },
  { identifier: 'IAM_USER_NO_POLICIES_CHECK' },
  { identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK', parameters: { maxCredentialUsageAge: '45' } },
  { identifier: 'INCOMING_SSH_DISABLED' },
  { identifier: 'MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS' },
  { identifier: 'MULTI_REGION_CLOUD_TRAIL_ENABLED' },
  { identifier: 'NACL_NO_UNRESTRICTED_SSH_RDP' },
  { identifier: 'RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED' },
  { identifier: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK' },
  { identifier: 'RDS_MULTI_AZ_SUPPORT', only: 'cis-aws-7.0' },
  { identifier: 'RDS_STORAGE_ENCRYPTED' },
  {
    identifier: 'RESTRICTED_INCOMING_TRAFFIC',
    parameters: { blockedPort1: '22', blockedPort2: '3389', blockedPort3: '445' },
  },
  { identifier: 'ROOT_ACCOUNT_HARDWARE_MFA_ENABLED' },
  { identifier: 'ROOT_ACCOUNT_MFA_ENABLED' },
  { identifier: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED' },
  { identifier: 'S3_BUCKET_MFA_DELETE_ENABLED' },
  { identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY' },
  { identifier: 'SECURITYHUB_ENABLED' },
  { identifier: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED' },
  { identifier: 'VPC_FLOW_LOGS_ENABLED' },
];

/** `ENCRYPTED_VOLUMES` -> `trailkeeper-encrypted-volumes`: the name a managed rule is deployed by. */
export const managedRuleName = (identifier: string, about?: string): string =>
  `trailkeeper-${identifier.toLowerCase().replaceAll('_', '-')}${about === undefined ? '' : `-${about}`}`;
