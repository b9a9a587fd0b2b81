import { defineSettings } from '../../../infra/settings.ts';

const PACK = `Parameters:
  MaxAge:
    Type: String
Resources:
  KeysRotated:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: keys-rotated
      InputParameters:
        maxAccessKeyAge:
          Ref: MaxAge
      Source:
        Owner: AWS
        SourceIdentifier: ACCESS_KEYS_ROTATED
`;

/** Settings with something of everything; of forwarding there is one at a time. */
export const everySetting = defineSettings({
  homeRegion: 'us-east-1',
  regions: ['eu-west-1'],
  signInRegions: ['us-west-2'],
  emails: ['security@example.com'],
  webhooks: ['https://hooks.example.com/trailkeeper'],
  language: 'both',
  timeZone: 'Asia/Seoul',
  frameworks: ['cis-aws-3.0', 'cis-aws-7.0'],
  rules: { 'root-signed-in': false, 'cis-sign-in-failures': { threshold: 5, period: 600 } },
  managedRules: { REQUIRED_TAGS: { parameters: { tag1Key: 'owner' } }, SECURITYHUB_ENABLED: false },
  suppressions: [
    { rule: 'INCOMING_SSH_DISABLED', resource: 'bastion', owner: 'ops', reason: 'a bastion', expires: '2027-06-30' },
  ],
  recording: { mode: 'daily', types: 'all', except: ['AWS::EC2::NetworkInterface'], daily: ['AWS::EC2::Volume'] },
  retention: { trailFiles: 3650 },
  forwarding: {
    opensearch: { endpoint: 'https://logs.example.com', domainArn: 'arn:aws:es:us-east-1:123456789012:domain/logs' },
  },
  packs: [{ name: 'basics', template: PACK, parameters: { MaxAge: '45' } }],
  remediation: [
    {
      rule: 'INCOMING_SSH_DISABLED',
      document: 'AWS-DisablePublicAccessForSecurityGroup',
      parameters: { GroupId: 'RESOURCE_ID', AutomationAssumeRole: 'arn:aws:iam::${AWS::AccountId}:role/remediation' },
      automatic: true,
    },
  ],
  agent: { settings: { agent: { region: 'us-east-1' } }, target: { tag: 'Agent', values: ['yes'] } },
});
