/** Formats other programs read: built here, filled by whoever has findings. */
export { type JunitCase, type JunitSuite, junitXml } from './junit.ts';
export { type SarifInput, type SarifResult, type SarifRule, sarifLog } from './sarif.ts';
