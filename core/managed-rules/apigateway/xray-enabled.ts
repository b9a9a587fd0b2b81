import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "api-gw-xray-enabled" */
export default settingRule({
  id: 'API_GW_XRAY_ENABLED',
  resourceTypes: ['AWS::ApiGateway::Stage'],
  path: 'tracingEnabled',
  is: [true],
  not: false,
  whyNot: 'Tracing is off.',
});
