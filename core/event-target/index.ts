export { compactJson } from './json-text.ts';
export { parseTargetPath, TargetPathError, valueAt } from './path.ts';
export { type TransformContext, type Transformer, templateFault, transform } from './transformer.ts';
