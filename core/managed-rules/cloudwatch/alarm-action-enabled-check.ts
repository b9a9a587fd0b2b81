import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "cloudwatch-alarm-action-enabled-check" */
export default settingRule({
  id: 'CLOUDWATCH_ALARM_ACTION_ENABLED_CHECK',
  resourceTypes: ['AWS::CloudWatch::Alarm'],
  path: 'actionsEnabled',
  is: [true],
  not: false,
  whyNot: 'The alarm does nothing when it goes off.',
});
