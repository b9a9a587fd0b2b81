import type {
  LabelParameterVersionRequest,
  LabelParameterVersionResult,
  UnlabelParameterVersionRequest,
  UnlabelParameterVersionResult,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { select, versionNotFound } from './names.ts';
import type { SsmState } from './state.ts';

const MOST_LABELS = 10;

/** Labels name versions; a label is on one version of a parameter at most. */
export function labels(state: SsmState) {
  const labelParameterVersion: Operation<LabelParameterVersionRequest, LabelParameterVersionResult> = (call) => {
    const { Name, ParameterVersion, Labels } = call.input;
    const { parameter } = select(state, call, Name!);
    const number = ParameterVersion ?? parameter.version;
    const version = state.version(parameter, number);
    if (!version) throw versionNotFound(number, parameter.name);
    const valid = [...new Set(Labels)].filter(isLabel);
    const invalidLabels = Labels!.filter((label) => !isLabel(label));
    const kept = [...new Set([...version.labels, ...valid])];
    if (kept.length > MOST_LABELS) {
      throw new AwsError(
        'ParameterVersionLabelLimitExceeded',
        'A parameter version can have maximum 10 labels.Move one or more labels to another version and try again.',
      );
    }
    state.parts.store.write(() => {
      for (const other of state.versions(parameter)) {
        const left = other.labels.filter((label) => !valid.includes(label));
        if (other.version !== number && left.length < other.labels.length) {
          state.putVersion(parameter, { ...other, labels: left });
        }
      }
      state.putVersion(parameter, { ...version, labels: kept });
      if (valid.length > 0) state.tell(parameter, version, 'LabelParameterVersion');
    });
    return { InvalidLabels: invalidLabels, ParameterVersion: number };
  };

  const unlabelParameterVersion: Operation<UnlabelParameterVersionRequest, UnlabelParameterVersionResult> = (call) => {
    const { Name, ParameterVersion, Labels } = call.input;
    const { parameter } = select(state, call, Name!);
    const version = state.version(parameter, ParameterVersion!);
    if (!version) throw versionNotFound(ParameterVersion!, parameter.name);
    const removed = Labels!.filter((label) => version.labels.includes(label));
    const left = version.labels.filter((label) => !removed.includes(label));
    state.putVersion(parameter, { ...version, labels: left });
    return { RemovedLabels: removed, InvalidLabels: Labels!.filter((label) => !removed.includes(label)) };
  };

  return { LabelParameterVersion: labelParameterVersion, UnlabelParameterVersion: unlabelParameterVersion };
}

const isLabel = (label: string): boolean =>
  /^[A-Za-z_.-][A-Za-z0-9_.-]*$/.test(label) && !/^(aws|ssm)/i.test(label) && label.length <= 100;
