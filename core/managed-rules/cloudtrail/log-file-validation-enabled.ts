import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "cloud-trail-log-file-validation-enabled" */
export default settingRule({
  id: 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED',
  resourceTypes: ['AWS::CloudTrail::Trail'],
  periodic: true,
  path: 'logFileValidationEnabled',
  is: [true],
  not: false,
  whyNot: 'Changes of the log files would go unnoticed.',
});
