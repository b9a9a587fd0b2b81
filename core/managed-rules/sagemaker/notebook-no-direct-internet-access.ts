import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "sagemaker-notebook-no-direct-internet-access" */
export default settingRule({
  id: 'SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS',
  resourceTypes: ['AWS::SageMaker::NotebookInstance'],
  periodic: true,
  path: 'DirectInternetAccess',
  is: ['Disabled'],
  not: 'Enabled',
  whyNot: 'The notebook has direct internet access.',
});
