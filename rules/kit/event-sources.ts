/**
 * The service of an API action, for `record(name)` to find. Only actions one service alone has, or that everybody thinks of
 * one service by; another service's action of the same name is written with its `source`.
 */
const actions: Readonly<Record<string, string>> = {
  'account.amazonaws.com': 'CloseAccount DisableRegion EnableRegion PutAlternateContact PutContactInformation',
  'cloudtrail.amazonaws.com':
    'CreateTrail DeleteEventDataStore DeleteTrail DescribeTrails GetTrailStatus LookupEvents PutEventSelectors ' +
    'PutInsightSelectors StartLogging StopEventDataStoreIngestion StopLogging UpdateTrail',
  'config.amazonaws.com':
    'DeleteConfigRule DeleteConfigurationRecorder DeleteDeliveryChannel PutConfigRule PutConfigurationRecorder ' +
    'PutDeliveryChannel StartConfigurationRecorder StopConfigurationRecorder',
  'ec2.amazonaws.com':
    'AcceptVpcPeeringConnection AllocateAddress AttachInternetGateway AuthorizeSecurityGroupEgress ' +
    'AuthorizeSecurityGroupIngress CreateCustomerGateway CreateFlowLogs CreateInternetGateway CreateNatGateway ' +
    'CreateNetworkAcl CreateNetworkAclEntry CreateRoute CreateRouteTable CreateSecurityGroup CreateSnapshot CreateSubnet ' +
    'CreateTags CreateVpc CreateVpcPeeringConnection DeleteCustomerGateway DeleteFlowLogs DeleteInternetGateway ' +
    'DeleteNatGateway DeleteNetworkAcl DeleteNetworkAclEntry DeleteRoute DeleteRouteTable DeleteSecurityGroup ' +
    'DeleteSnapshot DeleteVpc DeleteVpcPeeringConnection DescribeInstances DescribeRouteTables DescribeSecurityGroups ' +
    'DescribeVpcs DetachInternetGateway DisableEbsEncryptionByDefault DisassociateRouteTable EnableEbsEncryptionByDefault ' +
    'ModifyImageAttribute ModifyInstanceAttribute ModifySecurityGroupRules ModifySnapshotAttribute ModifyVpcAttribute ' +
    'RejectVpcPeeringConnection ReplaceNetworkAclAssociation ReplaceNetworkAclEntry ReplaceRoute ' +
    'ReplaceRouteTableAssociation RevokeSecurityGroupEgress RevokeSecurityGroupIngress RunInstances StopInstances ' +
    'TerminateInstances UpdateSecurityGroupRuleDescriptionsIngress',
  'guardduty.amazonaws.com':
    'CreateDetector DeleteDetector DeletePublishingDestination DisassociateFromAdministratorAccount ' +
    'DisassociateFromMasterAccount DisassociateMembers StopMonitoringMembers UpdateDetector',
  'iam.amazonaws.com':
    'AddUserToGroup AttachGroupPolicy AttachRolePolicy AttachUserPolicy ChangePassword CreateAccessKey CreateAccountAlias ' +
    'CreateGroup CreateLoginProfile CreateOpenIDConnectProvider CreatePolicy CreatePolicyVersion CreateRole ' +
    'CreateSAMLProvider CreateUser CreateVirtualMFADevice DeactivateMFADevice DeleteAccessKey DeleteAccountPasswordPolicy ' +
    'DeleteGroupPolicy DeleteLoginProfile DeleteOpenIDConnectProvider DeletePolicy DeletePolicyVersion ' +
    'DeleteRolePermissionsBoundary DeleteRolePolicy DeleteSAMLProvider DeleteUser DeleteUserPermissionsBoundary ' +
    'DeleteUserPolicy DeleteVirtualMFADevice DetachGroupPolicy DetachRolePolicy DetachUserPolicy EnableMFADevice GetUser ' +
    'ListAccessKeys ListRoles ListUsers PutGroupPolicy PutRolePermissionsBoundary PutRolePolicy ' +
    'PutUserPermissionsBoundary PutUserPolicy ResyncMFADevice SetDefaultPolicyVersion TagUser UpdateAccessKey ' +
    'UpdateAccountPasswordPolicy UpdateAssumeRolePolicy UpdateLoginProfile UpdateOpenIDConnectProviderThumbprint ' +
    'UpdateSAMLProvider UpdateUser',
  'kms.amazonaws.com':
    'CancelKeyDeletion CreateKey Decrypt DisableKey DisableKeyRotation EnableKey EnableKeyRotation Encrypt ' +
    'GenerateDataKey PutKeyPolicy ScheduleKeyDeletion',
  'lambda.amazonaws.com':
    'AddPermission20150331v2 CreateFunction20150331 CreateFunctionUrlConfig ListFunctions20150331 ' +
    'UpdateFunctionCode20150331v2 UpdateFunctionUrlConfig',
  'logs.amazonaws.com':
    'CreateLogGroup CreateLogStream DeleteLogGroup DeleteLogStream DeleteMetricFilter DeleteSubscriptionFilter ' +
    'DescribeLogGroups PutMetricFilter PutRetentionPolicy PutSubscriptionFilter',
  'monitoring.amazonaws.com': 'DeleteAlarms DisableAlarmActions EnableAlarmActions PutMetricAlarm SetAlarmState',
  'events.amazonaws.com': 'DeleteRule DisableRule EnableRule PutRule PutTargets RemoveTargets',
  'organizations.amazonaws.com':
    'AcceptHandshake AttachPolicy CreateAccount CreateOrganizationalUnit DeclineHandshake DeleteOrganization ' +
    'DeleteOrganizationalUnit DeregisterDelegatedAdministrator DescribeOrganization DetachPolicy ' +
    'DisableAWSServiceAccess DisablePolicyType EnablePolicyType InviteAccountToOrganization LeaveOrganization ' +
    'ListAccounts MoveAccount RemoveAccountFromOrganization UpdateOrganizationalUnit UpdatePolicy',
  'rds.amazonaws.com':
    'CreateDBSnapshot DeleteDBInstance ModifyDBClusterSnapshotAttribute ModifyDBInstance ModifyDBSnapshotAttribute',
  's3.amazonaws.com':
    'CreateBucket DeleteAccountPublicAccessBlock DeleteBucket DeleteBucketCors DeleteBucketLifecycle DeleteBucketPolicy ' +
    'DeleteBucketPublicAccessBlock DeleteBucketReplication GetBucketAcl GetBucketPolicy GetObject HeadBucket ListBuckets ' +
    'PutAccountPublicAccessBlock PutBucketAcl PutBucketCors PutBucketEncryption PutBucketLifecycle PutBucketLogging ' +
    'PutBucketPolicy PutBucketPublicAccessBlock PutBucketReplication PutBucketTagging PutBucketVersioning PutObject',
  'securityhub.amazonaws.com':
    'BatchDisableStandards DeleteInsight DisableSecurityHub EnableSecurityHub UpdateStandardsControl',
  'signin.amazonaws.com': 'ConsoleLogin GetSigninToken PasswordRecoveryCompleted SwitchRole',
  'sts.amazonaws.com': 'AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity GetCallerIdentity GetSessionToken',
};

const bySource: ReadonlyMap<string, string> = new Map(
  Object.entries(actions).flatMap(([source, names]) => names.split(' ').map((name) => [name, source] as const)),
);

/** The service whose action this is, when the kit knows it. */
export const eventSourceOf = (eventName: string): string | undefined => bySource.get(eventName);
