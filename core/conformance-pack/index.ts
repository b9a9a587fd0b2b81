/** Conformance packs: AWS's YAML as rules to put, and which of them are evaluated here. */
export { PackError } from './error.ts';
export {
  type ConformancePack,
  coverageOf,
  type PackRemediation,
  type PackRule,
  PROCESS_CHECK,
  type RuleCoverage,
  readConformancePack,
} from './pack.ts';
