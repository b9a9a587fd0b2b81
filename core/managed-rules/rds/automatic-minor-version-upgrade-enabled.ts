import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "rds-automatic-minor-version-upgrade-enabled" */
export default settingRule({
  id: 'RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED',
  resourceTypes: ['AWS::RDS::DBInstance'],
  path: 'autoMinorVersionUpgrade',
  is: [true],
  not: false,
  whyNot: 'Minor versions are not upgraded by themselves.',
});
