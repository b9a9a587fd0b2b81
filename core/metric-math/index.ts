export * from './error.ts';
export * from './evaluate.ts';
export * from './parse.ts';
export * from './search.ts';
export * from './series.ts';
export * from './syntax.ts';
export * from './value.ts';
