import { csv } from '../parameters.ts';
import { eachAt, textAt, valueAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const stage = (loggingLevel: string) => ({ configuration: { methodSettings: { '*/*': { loggingLevel } } } });

/** @see AWS Config managed rule "api-gw-execution-logging-enabled" */
export default defineResourceRule({
  id: 'API_GW_EXECUTION_LOGGING_ENABLED',
  resourceTypes: ['AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage'],
  parameters: { loggingLevel: { type: 'CSV', default: 'ERROR,INFO' } },
  evaluate: ({ configuration }, { parameters }) => {
    const levels = [
      ...eachAt(configuration, 'methodSettings').map((each) => textAt(each, 'loggingLevel')),
      ...(valueAt(configuration, 'defaultRouteSettings')
        ? [textAt(configuration, 'defaultRouteSettings.loggingLevel')]
        : []),
    ];
    const allowed = csv(parameters.loggingLevel);
    return compliantWhen(
      levels.length > 0 && levels.every((level) => allowed.includes(level)),
      'Not every call is logged.',
    );
  },
  complies: [
    stage('ERROR'),
    { resourceType: 'AWS::ApiGatewayV2::Stage', configuration: { defaultRouteSettings: { loggingLevel: 'INFO' } } },
  ],
  violates: [{ configuration: {} }, stage('OFF'), { ...stage('INFO'), parameters: { loggingLevel: 'ERROR' } }],
});
