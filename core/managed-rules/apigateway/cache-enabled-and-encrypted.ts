import { eachAt, isTrue } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const stage = (cacheDataEncrypted: boolean) => ({
  configuration: { cacheClusterEnabled: true, methodSettings: { '*/*': { cachingEnabled: true, cacheDataEncrypted } } },
});

/** @see AWS Config managed rule "api-gw-cache-enabled-and-encrypted" */
export default defineResourceRule({
  id: 'API_GW_CACHE_ENABLED_AND_ENCRYPTED',
  resourceTypes: ['AWS::ApiGateway::Stage'],
  evaluate: ({ configuration }) => {
    const settings = eachAt(configuration, 'methodSettings');
    const isRight =
      settings.length > 0 &&
      settings.every((each) => isTrue(each, 'cachingEnabled') && isTrue(each, 'cacheDataEncrypted'));
    return compliantWhen(isRight, 'Not every method has an encrypted cache.');
  },
  complies: [stage(true)],
  violates: [{ configuration: {} }, stage(false)],
});
