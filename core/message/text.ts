/** The languages messages and reports speak. */
export type Language = 'en' | 'ko';

/** What a reader can ask for: one language, or both in one message, English first. */
export type Languages = Language | 'both';

/** A text in every language. */
export type Text = Readonly<Record<Language, string>>;

/** What to do, one step an element, in every language. */
export type Steps = Readonly<Record<Language, readonly string[]>>;

/** From worst to mildest; how soon someone must look. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;

export type Severity = (typeof severities)[number];

export const languagesOf = (asked: Languages): readonly Language[] => (asked === 'both' ? ['en', 'ko'] : [asked]);
