import accessKeyCreated from './alerts/access-key-created.ts';
import adminPolicyAttached from './alerts/admin-policy-attached.ts';
import alertingMuted from './alerts/alerting-muted.ts';
import bucketMadePublic from './alerts/bucket-made-public.ts';
import configRecorderStopped from './alerts/config-recorder-stopped.ts';
import ebsEncryptionTurnedOff from './alerts/ebs-encryption-turned-off.ts';
import flowLogsDeleted from './alerts/flow-logs-deleted.ts';
import guarddutyTurnedOff from './alerts/guardduty-turned-off.ts';
import iamUserCreated from './alerts/iam-user-created.ts';
import identityProviderChanged from './alerts/identity-provider-changed.ts';
import imageShared from './alerts/image-shared.ts';
import inlinePolicyAllActions from './alerts/inline-policy-all-actions.ts';
import inlinePolicyPut from './alerts/inline-policy-put.ts';
import kmsKeyDeletionScheduled from './alerts/kms-key-deletion-scheduled.ts';
import lambdaMadePublic from './alerts/lambda-made-public.ts';
import logGroupDeleted from './alerts/log-group-deleted.ts';
import loginProfileChanged from './alerts/login-profile-changed.ts';
import mfaDeviceRemoved from './alerts/mfa-device-removed.ts';
import networkPathChanged from './alerts/network-path-changed.ts';
import organizationLeft from './alerts/organization-left.ts';
import organizationPolicyChanged from './alerts/organization-policy-changed.ts';
import passwordPolicyWeakened from './alerts/password-policy-weakened.ts';
import permissionsBoundaryRemoved from './alerts/permissions-boundary-removed.ts';
import policyVersionSet from './alerts/policy-version-set.ts';
import publicAccessBlockRemoved from './alerts/public-access-block-removed.ts';
import roleTrustChanged from './alerts/role-trust-changed.ts';
import rootCredentialsChanged from './alerts/root-credentials-changed.ts';
import rootMadeChange from './alerts/root-made-change.ts';
import rootSignInFailed from './alerts/root-sign-in-failed.ts';
import rootSignedIn from './alerts/root-signed-in.ts';
import rootSignedInWithoutMfa from './alerts/root-signed-in-without-mfa.ts';
import securityGroupOpened from './alerts/security-group-opened.ts';
import securityHubTurnedOff from './alerts/security-hub-turned-off.ts';
import signInWithoutMfa from './alerts/sign-in-without-mfa.ts';
import snapshotShared from './alerts/snapshot-shared.ts';
import trailChanged from './alerts/trail-changed.ts';
import trailStopped from './alerts/trail-stopped.ts';
import iamUserWithoutOwnPolicies from './config/iam-user-without-own-policies.ts';
import s3BucketBlocksPublicAccess from './config/s3-bucket-blocks-public-access.ts';
import securityGroupClosesAdminPorts from './config/security-group-closes-admin-ports.ts';
import {
  type AlertRule,
  alertsOf,
  type ConfigRule,
  configRulesOf,
  type MetricAlarmRule,
  metricAlarmsOf,
  type Rule,
} from './kit/index.ts';
import cisCloudtrailChanges from './metric-alarms/cloudtrail-changes.ts';
import cisConfigChanges from './metric-alarms/config-changes.ts';
import cisIamPolicyChanges from './metric-alarms/iam-policy-changes.ts';
import cisKmsKeyDisabled from './metric-alarms/kms-key-disabled.ts';
import cisNetworkAclChanges from './metric-alarms/network-acl-changes.ts';
import cisNetworkGatewayChanges from './metric-alarms/network-gateway-changes.ts';
import cisOrganizationsChanges from './metric-alarms/organizations-changes.ts';
import cisRootUsage from './metric-alarms/root-usage.ts';
import cisRouteTableChanges from './metric-alarms/route-table-changes.ts';
import cisS3BucketPolicyChanges from './metric-alarms/s3-bucket-policy-changes.ts';
import cisSecurityGroupChanges from './metric-alarms/security-group-changes.ts';
import cisSignInFailures from './metric-alarms/sign-in-failures.ts';
import cisSignInWithoutMfa from './metric-alarms/sign-in-without-mfa.ts';
import cisUnauthorizedApiCalls from './metric-alarms/unauthorized-api-calls.ts';
import cisVpcChanges from './metric-alarms/vpc-changes.ts';

/** Every rule that comes with Trailkeeper, in the order reports and messages list them. */
export const catalogue: readonly Rule[] = [
  // On the event bus: one event, one message.
  iamUserCreated,
  rootSignedInWithoutMfa,
  rootSignedIn,
  rootSignInFailed,
  rootMadeChange,
  rootCredentialsChanged,
  signInWithoutMfa,
  accessKeyCreated,
  loginProfileChanged,
  mfaDeviceRemoved,
  adminPolicyAttached,
  inlinePolicyAllActions,
  inlinePolicyPut,
  policyVersionSet,
  roleTrustChanged,
  permissionsBoundaryRemoved,
  passwordPolicyWeakened,
  identityProviderChanged,
  trailStopped,
  trailChanged,
  configRecorderStopped,
  guarddutyTurnedOff,
  securityHubTurnedOff,
  logGroupDeleted,
  flowLogsDeleted,
  alertingMuted,
  kmsKeyDeletionScheduled,
  ebsEncryptionTurnedOff,
  bucketMadePublic,
  publicAccessBlockRemoved,
  snapshotShared,
  imageShared,
  lambdaMadePublic,
  securityGroupOpened,
  networkPathChanged,
  organizationLeft,
  organizationPolicyChanged,
  // On the trail's log group: the monitoring section of the CIS AWS Foundations Benchmark, in its order.
  cisUnauthorizedApiCalls,
  cisSignInWithoutMfa,
  cisRootUsage,
  cisIamPolicyChanges,
  cisCloudtrailChanges,
  cisSignInFailures,
  cisKmsKeyDisabled,
  cisS3BucketPolicyChanges,
  cisConfigChanges,
  cisSecurityGroupChanges,
  cisNetworkAclChanges,
  cisNetworkGatewayChanges,
  cisRouteTableChanges,
  cisVpcChanges,
  cisOrganizationsChanges,
  // On configuration items.
  iamUserWithoutOwnPolicies,
  s3BucketBlocksPublicAccess,
  securityGroupClosesAdminPorts,
];

export const alerts = alertsOf(catalogue);
export const metricAlarms = metricAlarmsOf(catalogue);
export const configRules = configRulesOf(catalogue);

/** The alert rule with this id. */
export const alertById = (id: string): AlertRule | undefined => alerts.find((rule) => rule.id === id);

/** The rule behind a Config rule of the plan, by its name there. */
export const configRuleByName = (name: string): ConfigRule | undefined =>
  configRules.find((rule) => name === `trailkeeper-${rule.id}`);

/** The rule behind a CloudWatch alarm, by the alarm's name. */
export const metricAlarmByName = (alarmName: string): MetricAlarmRule | undefined =>
  metricAlarms.find((rule) => rule.alarm.alarmName === alarmName);
