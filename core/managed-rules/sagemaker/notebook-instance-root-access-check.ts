import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "sagemaker-notebook-instance-root-access-check" */
export default settingRule({
  id: 'SAGEMAKER_NOTEBOOK_INSTANCE_ROOT_ACCESS_CHECK',
  resourceTypes: ['AWS::SageMaker::NotebookInstance'],
  path: 'RootAccess',
  is: ['Disabled'],
  not: 'Enabled',
  whyNot: 'Users of the notebook are root.',
});
