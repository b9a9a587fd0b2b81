import { isAllowed } from '../parameters.ts';
import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "api-gw-associated-with-waf" */
export default defineResourceRule({
  id: 'API_GW_ASSOCIATED_WITH_WAF',
  resourceTypes: ['AWS::ApiGateway::Stage'],
  parameters: { WebAclArns: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters }) => {
    const arn = textAt(configuration, 'webAclArn');
    return compliantWhen(arn !== '' && isAllowed(parameters.WebAclArns, arn), 'No web ACL is in front of the stage.');
  },
  complies: [{ configuration: { webAclArn: 'arn:w' } }],
  violates: [{ configuration: {} }],
});
