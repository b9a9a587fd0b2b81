import type {
  CheckIfPhoneNumberIsOptedOutInput,
  CheckIfPhoneNumberIsOptedOutResponse,
  GetSMSAttributesInput,
  GetSMSAttributesResponse,
  ListPhoneNumbersOptedOutResponse,
  OptInPhoneNumberInput,
  SetSMSAttributesInput,
} from '@aws-sdk/client-sns';
import { scopeOf } from '../../arn.ts';
import type { Operation } from '../../service.ts';
import { isPhoneNumber } from './endpoints.ts';
import { invalid, invalidBare } from './errors.ts';
import type { SnsState } from './state.ts';

const NAMES = [
  'MonthlySpendLimit',
  'DeliveryStatusIAMRole',
  'DeliveryStatusSuccessSamplingRate',
  'DefaultSenderID',
  'DefaultSMSType',
  'UsageReportS3Bucket',
];

/** An account's settings for text messages. Nobody here ever opts out. */
export function sms(state: SnsState) {
  const kept = state.parts.store.documents<Readonly<Record<string, string>>>('sns.smsAttributes');

  const setSMSAttributes: Operation<SetSMSAttributesInput, object> = (call) => {
    const given = call.input.attributes ?? {};
    for (const [name, value] of Object.entries(given)) {
      if (!NAMES.includes(name)) throw invalidBare(`${name} is not a valid attribute`);
      // SNS's own message names it so.
      if (name === 'DefaultSenderID' && !/^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/.test(value)) {
        throw invalidBare('DefaultSendID is not a valid attribute');
      }
      if (name === 'DefaultSMSType' && !['Promotional', 'Transactional'].includes(value)) {
        throw invalidBare('DefaultSMSType is invalid');
      }
    }
    kept.put(scopeOf(call), 'attributes', { ...kept.get(scopeOf(call), 'attributes'), ...given });
    return {};
  };

  const getSMSAttributes: Operation<GetSMSAttributesInput, GetSMSAttributesResponse> = (call) => {
    const all = { MonthlySpendLimit: '1', ...kept.get(scopeOf(call), 'attributes') };
    const { attributes: names = [] } = call.input;
    const shown = Object.entries(all).filter(([name]) => names.length === 0 || names.includes(name));
    return { attributes: Object.fromEntries(shown) };
  };

  const checkIfPhoneNumberIsOptedOut: Operation<
    CheckIfPhoneNumberIsOptedOutInput,
    CheckIfPhoneNumberIsOptedOutResponse
  > = ({ input }) => {
    const phone = input.phoneNumber ?? '';
    if (!isPhoneNumber(phone)) {
      throw invalid(`PhoneNumber Reason: input incorrectly formatted`);
    }
    return { isOptedOut: false };
  };

  const listPhoneNumbersOptedOut: Operation<object, ListPhoneNumbersOptedOutResponse> = () => ({ phoneNumbers: [] });

  const optInPhoneNumber: Operation<OptInPhoneNumberInput, object> = ({ input }) => {
    if (!isPhoneNumber(input.phoneNumber ?? '')) throw invalid('PhoneNumber Reason: input incorrectly formatted');
    return {};
  };

  return {
    SetSMSAttributes: setSMSAttributes,
    GetSMSAttributes: getSMSAttributes,
    CheckIfPhoneNumberIsOptedOut: checkIfPhoneNumberIsOptedOut,
    ListPhoneNumbersOptedOut: listPhoneNumbersOptedOut,
    OptInPhoneNumber: optInPhoneNumber,
  };
}
