export * from './model.ts';
export * from './train.ts';
