import acmCertificateExpirationCheck from './acm/certificate-expiration-check.ts';
import apigatewayAssociatedWithWaf from './apigateway/associated-with-waf.ts';
import apigatewayCacheEnabledAndEncrypted from './apigateway/cache-enabled-and-encrypted.ts';
import apigatewayExecutionLoggingEnabled from './apigateway/execution-logging-enabled.ts';
import apigatewaySslEnabled from './apigateway/ssl-enabled.ts';
import apigatewayXrayEnabled from './apigateway/xray-enabled.ts';
import autoscalingGroupElbHealthcheckRequired from './autoscaling/group-elb-healthcheck-required.ts';
import autoscalingLaunchConfigPublicIpDisabled from './autoscaling/launch-config-public-ip-disabled.ts';
import autoscalingLaunchconfigRequiresImdsv2 from './autoscaling/launchconfig-requires-imdsv2.ts';
import backupRecoveryPointEncrypted from './backup/recovery-point-encrypted.ts';
import cloudtrailCloudWatchLogsEnabled from './cloudtrail/cloud-watch-logs-enabled.ts';
import cloudtrailEnabled from './cloudtrail/enabled.ts';
import cloudtrailEncryptionEnabled from './cloudtrail/encryption-enabled.ts';
import cloudtrailLogFileValidationEnabled from './cloudtrail/log-file-validation-enabled.ts';
import cloudtrailMultiRegionEnabled from './cloudtrail/multi-region-enabled.ts';
import cloudtrailSecurityTrailEnabled from './cloudtrail/security-trail-enabled.ts';
import cloudwatchAlarmActionCheck from './cloudwatch/alarm-action-check.ts';
import cloudwatchAlarmActionEnabledCheck from './cloudwatch/alarm-action-enabled-check.ts';
import cloudwatchLogGroupEncrypted from './cloudwatch/log-group-encrypted.ts';
import cloudwatchLogGroupRetentionPeriodCheck from './cloudwatch/log-group-retention-period-check.ts';
import codebuildProjectArtifactEncryption from './codebuild/project-artifact-encryption.ts';
import codebuildProjectEnvironmentPrivilegedCheck from './codebuild/project-environment-privileged-check.ts';
import codebuildProjectEnvvarAwscredCheck from './codebuild/project-envvar-awscred-check.ts';
import codebuildProjectLoggingEnabled from './codebuild/project-logging-enabled.ts';
import codebuildProjectSourceRepoUrlCheck from './codebuild/project-source-repo-url-check.ts';
import dmsReplicationNotPublic from './dms/replication-not-public.ts';
import dynamodbPitrEnabled from './dynamodb/pitr-enabled.ts';
import dynamodbTableDeletionProtectionEnabled from './dynamodb/table-deletion-protection-enabled.ts';
import dynamodbTableEncryptedKms from './dynamodb/table-encrypted-kms.ts';
import dynamodbTableEncryptionEnabled from './dynamodb/table-encryption-enabled.ts';
import ec2DesiredInstanceType from './ec2/desired-instance-type.ts';
import ec2EbsEncryptionByDefault from './ec2/ebs-encryption-by-default.ts';
import ec2EbsOptimizedInstance from './ec2/ebs-optimized-instance.ts';
import ec2EipAttached from './ec2/eip-attached.ts';
import ec2EncryptedVolumes from './ec2/encrypted-volumes.ts';
import ec2Imdsv2Check from './ec2/imdsv2-check.ts';
import ec2IncomingSshDisabled from './ec2/incoming-ssh-disabled.ts';
import ec2InstanceDetailedMonitoringEnabled from './ec2/instance-detailed-monitoring-enabled.ts';
import ec2InstanceManagedBySsm from './ec2/instance-managed-by-ssm.ts';
import ec2InstanceNoPublicIp from './ec2/instance-no-public-ip.ts';
import ec2InstanceProfileAttached from './ec2/instance-profile-attached.ts';
import ec2InstancesInVpc from './ec2/instances-in-vpc.ts';
import ec2InternetGatewayAuthorizedVpcOnly from './ec2/internet-gateway-authorized-vpc-only.ts';
import ec2NaclNoUnrestrictedSshRdp from './ec2/nacl-no-unrestricted-ssh-rdp.ts';
import ec2NoUnrestrictedRouteToIgw from './ec2/no-unrestricted-route-to-igw.ts';
import ec2RequiredTags from './ec2/required-tags.ts';
import ec2RestrictedIncomingTraffic from './ec2/restricted-incoming-traffic.ts';
import ec2StoppedInstance from './ec2/stopped-instance.ts';
import ec2SubnetAutoAssignPublicIpDisabled from './ec2/subnet-auto-assign-public-ip-disabled.ts';
import ec2VolumeInuseCheck from './ec2/volume-inuse-check.ts';
import ec2VpcDefaultSecurityGroupClosed from './ec2/vpc-default-security-group-closed.ts';
import ec2VpcFlowLogsEnabled from './ec2/vpc-flow-logs-enabled.ts';
import ec2VpcNetworkAclUnusedCheck from './ec2/vpc-network-acl-unused-check.ts';
import ec2VpcSgOpenOnlyToAuthorizedPorts from './ec2/vpc-sg-open-only-to-authorized-ports.ts';
import ec2VpcVpn2TunnelsUp from './ec2/vpc-vpn-2-tunnels-up.ts';
import ecrPrivateImageScanningEnabled from './ecr/private-image-scanning-enabled.ts';
import ecrPrivateTagImmutabilityEnabled from './ecr/private-tag-immutability-enabled.ts';
import ecsContainersNonprivileged from './ecs/containers-nonprivileged.ts';
import ecsContainersReadonlyAccess from './ecs/containers-readonly-access.ts';
import ecsTaskDefinitionNonrootUser from './ecs/task-definition-nonroot-user.ts';
import ecsTaskDefinitionUserForHostModeCheck from './ecs/task-definition-user-for-host-mode-check.ts';
import efsEncryptedCheck from './efs/encrypted-check.ts';
import eksEndpointNoPublicAccess from './eks/endpoint-no-public-access.ts';
import elasticsearchEncryptedAtRest from './elasticsearch/encrypted-at-rest.ts';
import elasticsearchInVpcOnly from './elasticsearch/in-vpc-only.ts';
import elasticsearchLogsToCloudwatch from './elasticsearch/logs-to-cloudwatch.ts';
import elasticsearchNodeToNodeEncryptionCheck from './elasticsearch/node-to-node-encryption-check.ts';
import elbAcmCertificateRequired from './elb/acm-certificate-required.ts';
import elbAlbHttpDropInvalidHeaderEnabled from './elb/alb-http-drop-invalid-header-enabled.ts';
import elbCrossZoneLoadBalancingEnabled from './elb/cross-zone-load-balancing-enabled.ts';
import elbDeletionProtectionEnabled from './elb/deletion-protection-enabled.ts';
import elbLoggingEnabled from './elb/logging-enabled.ts';
import elbTlsHttpsListenersOnly from './elb/tls-https-listeners-only.ts';
import guarddutyEnabledCentralized from './guardduty/enabled-centralized.ts';
import iamAccessKeysRotated from './iam/access-keys-rotated.ts';
import iamCustomerPolicyBlockedKmsActions from './iam/customer-policy-blocked-kms-actions.ts';
import iamGroupHasUsersCheck from './iam/group-has-users-check.ts';
import iamInlinePolicyBlockedKmsActions from './iam/inline-policy-blocked-kms-actions.ts';
import iamMfaEnabledForConsoleAccess from './iam/mfa-enabled-for-console-access.ts';
import iamNoInlinePolicyCheck from './iam/no-inline-policy-check.ts';
import iamPasswordPolicy from './iam/password-policy.ts';
import iamPolicyInUse from './iam/policy-in-use.ts';
import iamPolicyNoStatementsWithAdminAccess from './iam/policy-no-statements-with-admin-access.ts';
import iamPolicyNoStatementsWithFullAccess from './iam/policy-no-statements-with-full-access.ts';
import iamRootAccessKeyCheck from './iam/root-access-key-check.ts';
import iamRootAccountHardwareMfaEnabled from './iam/root-account-hardware-mfa-enabled.ts';
import iamRootAccountMfaEnabled from './iam/root-account-mfa-enabled.ts';
import iamUserGroupMembershipCheck from './iam/user-group-membership-check.ts';
import iamUserMfaEnabled from './iam/user-mfa-enabled.ts';
import iamUserNoPoliciesCheck from './iam/user-no-policies-check.ts';
import iamUserUnusedCredentialsCheck from './iam/user-unused-credentials-check.ts';
import kinesisStreamEncrypted from './kinesis/stream-encrypted.ts';
import kmsCmkBackingKeyRotationEnabled from './kms/cmk-backing-key-rotation-enabled.ts';
import kmsCmkNotScheduledForDeletion from './kms/cmk-not-scheduled-for-deletion.ts';
import lambdaConcurrencyCheck from './lambda/concurrency-check.ts';
import lambdaDlqCheck from './lambda/dlq-check.ts';
import lambdaFunctionPublicAccessProhibited from './lambda/function-public-access-prohibited.ts';
import lambdaFunctionSettingsCheck from './lambda/function-settings-check.ts';
import lambdaInsideVpc from './lambda/inside-vpc.ts';
import opensearchAccessControlEnabled from './opensearch/access-control-enabled.ts';
import opensearchEncryptedAtRest from './opensearch/encrypted-at-rest.ts';
import opensearchHttpsRequired from './opensearch/https-required.ts';
import opensearchInVpcOnly from './opensearch/in-vpc-only.ts';
import opensearchLogsToCloudwatch from './opensearch/logs-to-cloudwatch.ts';
import opensearchNodeToNodeEncryptionCheck from './opensearch/node-to-node-encryption-check.ts';
import rdsAutomaticMinorVersionUpgradeEnabled from './rds/automatic-minor-version-upgrade-enabled.ts';
import rdsClusterDeletionProtectionEnabled from './rds/cluster-deletion-protection-enabled.ts';
import rdsClusterIamAuthenticationEnabled from './rds/cluster-iam-authentication-enabled.ts';
import rdsClusterMultiAzEnabled from './rds/cluster-multi-az-enabled.ts';
import rdsDbInstanceBackupEnabled from './rds/db-instance-backup-enabled.ts';
import rdsEnhancedMonitoringEnabled from './rds/enhanced-monitoring-enabled.ts';
import rdsInstanceDeletionProtectionEnabled from './rds/instance-deletion-protection-enabled.ts';
import rdsInstanceIamAuthenticationEnabled from './rds/instance-iam-authentication-enabled.ts';
import rdsInstancePublicAccessCheck from './rds/instance-public-access-check.ts';
import rdsLoggingEnabled from './rds/logging-enabled.ts';
import rdsMultiAzSupport from './rds/multi-az-support.ts';
import rdsSnapshotEncrypted from './rds/snapshot-encrypted.ts';
import rdsSnapshotsPublicProhibited from './rds/snapshots-public-prohibited.ts';
import rdsStorageEncrypted from './rds/storage-encrypted.ts';
import redshiftBackupEnabled from './redshift/backup-enabled.ts';
import redshiftClusterConfigurationCheck from './redshift/cluster-configuration-check.ts';
import redshiftClusterKmsEnabled from './redshift/cluster-kms-enabled.ts';
import redshiftClusterMaintenancesettingsCheck from './redshift/cluster-maintenancesettings-check.ts';
import redshiftClusterPublicAccessCheck from './redshift/cluster-public-access-check.ts';
import redshiftEnhancedVpcRoutingEnabled from './redshift/enhanced-vpc-routing-enabled.ts';
import type { ManagedRule } from './rule.ts';
import s3AccountLevelPublicAccessBlocks from './s3/account-level-public-access-blocks.ts';
import s3AccountLevelPublicAccessBlocksPeriodic from './s3/account-level-public-access-blocks-periodic.ts';
import s3BucketAclProhibited from './s3/bucket-acl-prohibited.ts';
import s3BucketDefaultLockEnabled from './s3/bucket-default-lock-enabled.ts';
import s3BucketLevelPublicAccessProhibited from './s3/bucket-level-public-access-prohibited.ts';
import s3BucketLoggingEnabled from './s3/bucket-logging-enabled.ts';
import s3BucketMfaDeleteEnabled from './s3/bucket-mfa-delete-enabled.ts';
import s3BucketPublicReadProhibited from './s3/bucket-public-read-prohibited.ts';
import s3BucketPublicWriteProhibited from './s3/bucket-public-write-prohibited.ts';
import s3BucketReplicationEnabled from './s3/bucket-replication-enabled.ts';
import s3BucketServerSideEncryptionEnabled from './s3/bucket-server-side-encryption-enabled.ts';
import s3BucketSslRequestsOnly from './s3/bucket-ssl-requests-only.ts';
import s3BucketVersioningEnabled from './s3/bucket-versioning-enabled.ts';
import s3DefaultEncryptionKms from './s3/default-encryption-kms.ts';
import s3VersionLifecyclePolicyCheck from './s3/version-lifecycle-policy-check.ts';
import sagemakerNotebookInstanceKmsKeyConfigured from './sagemaker/notebook-instance-kms-key-configured.ts';
import sagemakerNotebookInstanceRootAccessCheck from './sagemaker/notebook-instance-root-access-check.ts';
import sagemakerNotebookNoDirectInternetAccess from './sagemaker/notebook-no-direct-internet-access.ts';
import secretsmanagerRotationEnabledCheck from './secretsmanager/rotation-enabled-check.ts';
import secretsmanagerScheduledRotationSuccessCheck from './secretsmanager/scheduled-rotation-success-check.ts';
import secretsmanagerUsingCmk from './secretsmanager/using-cmk.ts';
import securityhubEnabled from './securityhub/enabled.ts';
import snsEncryptedKms from './sns/encrypted-kms.ts';

/** Every managed rule that is evaluated here, by folders of services. */
export const managedRules: readonly ManagedRule[] = [
  acmCertificateExpirationCheck,
  apigatewayAssociatedWithWaf,
  apigatewayCacheEnabledAndEncrypted,
  apigatewayExecutionLoggingEnabled,
  apigatewaySslEnabled,
  apigatewayXrayEnabled,
  autoscalingGroupElbHealthcheckRequired,
  autoscalingLaunchConfigPublicIpDisabled,
  autoscalingLaunchconfigRequiresImdsv2,
  backupRecoveryPointEncrypted,
  cloudtrailCloudWatchLogsEnabled,
  cloudtrailEnabled,
  cloudtrailEncryptionEnabled,
  cloudtrailLogFileValidationEnabled,
  cloudtrailMultiRegionEnabled,
  cloudtrailSecurityTrailEnabled,
  cloudwatchAlarmActionCheck,
  cloudwatchAlarmActionEnabledCheck,
  cloudwatchLogGroupEncrypted,
  cloudwatchLogGroupRetentionPeriodCheck,
  codebuildProjectArtifactEncryption,
  codebuildProjectEnvironmentPrivilegedCheck,
  codebuildProjectEnvvarAwscredCheck,
  codebuildProjectLoggingEnabled,
  codebuildProjectSourceRepoUrlCheck,
  dmsReplicationNotPublic,
  dynamodbPitrEnabled,
  dynamodbTableDeletionProtectionEnabled,
  dynamodbTableEncryptedKms,
  dynamodbTableEncryptionEnabled,
  ec2DesiredInstanceType,
  ec2EbsEncryptionByDefault,
  ec2EbsOptimizedInstance,
  ec2EipAttached,
  ec2EncryptedVolumes,
  ec2Imdsv2Check,
  ec2IncomingSshDisabled,
  ec2InstanceDetailedMonitoringEnabled,
  ec2InstanceManagedBySsm,
  ec2InstanceNoPublicIp,
  ec2InstanceProfileAttached,
  ec2InstancesInVpc,
  ec2InternetGatewayAuthorizedVpcOnly,
  ec2NaclNoUnrestrictedSshRdp,
  ec2NoUnrestrictedRouteToIgw,
  ec2RequiredTags,
  ec2RestrictedIncomingTraffic,
  ec2StoppedInstance,
  ec2SubnetAutoAssignPublicIpDisabled,
  ec2VolumeInuseCheck,
  ec2VpcDefaultSecurityGroupClosed,
  ec2VpcFlowLogsEnabled,
  ec2VpcNetworkAclUnusedCheck,
  ec2VpcSgOpenOnlyToAuthorizedPorts,
  ec2VpcVpn2TunnelsUp,
  ecrPrivateImageScanningEnabled,
  ecrPrivateTagImmutabilityEnabled,
  ecsContainersNonprivileged,
  ecsContainersReadonlyAccess,
  ecsTaskDefinitionNonrootUser,
  ecsTaskDefinitionUserForHostModeCheck,
  efsEncryptedCheck,
  eksEndpointNoPublicAccess,
  elasticsearchEncryptedAtRest,
  elasticsearchInVpcOnly,
  elasticsearchLogsToCloudwatch,
  elasticsearchNodeToNodeEncryptionCheck,
  elbAcmCertificateRequired,
  elbAlbHttpDropInvalidHeaderEnabled,
  elbCrossZoneLoadBalancingEnabled,
  elbDeletionProtectionEnabled,
  elbLoggingEnabled,
  elbTlsHttpsListenersOnly,
  guarddutyEnabledCentralized,
  iamAccessKeysRotated,
  iamCustomerPolicyBlockedKmsActions,
  iamGroupHasUsersCheck,
  iamInlinePolicyBlockedKmsActions,
  iamMfaEnabledForConsoleAccess,
  iamNoInlinePolicyCheck,
  iamPasswordPolicy,
  iamPolicyInUse,
  iamPolicyNoStatementsWithAdminAccess,
  iamPolicyNoStatementsWithFullAccess,
  iamRootAccessKeyCheck,
  iamRootAccountHardwareMfaEnabled,
  iamRootAccountMfaEnabled,
  iamUserGroupMembershipCheck,
  iamUserMfaEnabled,
  iamUserNoPoliciesCheck,
  iamUserUnusedCredentialsCheck,
  kinesisStreamEncrypted,
  kmsCmkBackingKeyRotationEnabled,
  kmsCmkNotScheduledForDeletion,
  lambdaConcurrencyCheck,
  lambdaDlqCheck,
  lambdaFunctionPublicAccessProhibited,
  lambdaFunctionSettingsCheck,
  lambdaInsideVpc,
  opensearchAccessControlEnabled,
  opensearchEncryptedAtRest,
  opensearchHttpsRequired,
  opensearchInVpcOnly,
  opensearchLogsToCloudwatch,
  opensearchNodeToNodeEncryptionCheck,
  rdsAutomaticMinorVersionUpgradeEnabled,
  rdsClusterDeletionProtectionEnabled,
  rdsClusterIamAuthenticationEnabled,
  rdsClusterMultiAzEnabled,
  rdsDbInstanceBackupEnabled,
  rdsEnhancedMonitoringEnabled,
  rdsInstanceDeletionProtectionEnabled,
  rdsInstanceIamAuthenticationEnabled,
  rdsInstancePublicAccessCheck,
  rdsLoggingEnabled,
  rdsMultiAzSupport,
  rdsSnapshotEncrypted,
  rdsSnapshotsPublicProhibited,
  rdsStorageEncrypted,
  redshiftBackupEnabled,
  redshiftClusterConfigurationCheck,
  redshiftClusterKmsEnabled,
  redshiftClusterMaintenancesettingsCheck,
  redshiftClusterPublicAccessCheck,
  redshiftEnhancedVpcRoutingEnabled,
  s3AccountLevelPublicAccessBlocks,
  s3AccountLevelPublicAccessBlocksPeriodic,
  s3BucketAclProhibited,
  s3BucketDefaultLockEnabled,
  s3BucketLevelPublicAccessProhibited,
  s3BucketLoggingEnabled,
  s3BucketMfaDeleteEnabled,
  s3BucketPublicReadProhibited,
  s3BucketPublicWriteProhibited,
  s3BucketReplicationEnabled,
  s3BucketServerSideEncryptionEnabled,
  s3BucketSslRequestsOnly,
  s3BucketVersioningEnabled,
  s3DefaultEncryptionKms,
  s3VersionLifecyclePolicyCheck,
  sagemakerNotebookInstanceKmsKeyConfigured,
  sagemakerNotebookInstanceRootAccessCheck,
  sagemakerNotebookNoDirectInternetAccess,
  secretsmanagerRotationEnabledCheck,
  secretsmanagerScheduledRotationSuccessCheck,
  secretsmanagerUsingCmk,
  securityhubEnabled,
  snsEncryptedKms,
];
