import { invalid } from './errors.ts';

/** Members of a filter's request that change what it does, and that this does not do: passed over they would be believed. */
interface Given {
  readonly applyOnTransformedLogs?: boolean;
  readonly fieldSelectionCriteria?: string;
  readonly emitSystemFields?: readonly string[];
  readonly emitSystemFieldDimensions?: readonly string[];
}

/** @throws AwsError InvalidParameterException that names the member */
export function assertBuilt(input: Given): void {
  const { applyOnTransformedLogs, fieldSelectionCriteria, emitSystemFields, emitSystemFieldDimensions } = input;
  const wanted = {
    applyOnTransformedLogs,
    fieldSelectionCriteria,
    emitSystemFields: emitSystemFields?.length,
    emitSystemFieldDimensions: emitSystemFieldDimensions?.length,
  };
  const [member] = Object.entries(wanted).find(([, value]) => value) ?? [];
  if (member !== undefined) throw invalid(`trailkeeper does not know ${member} of filters yet.`);
}
