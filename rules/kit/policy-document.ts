/**
 * Wildcards for a policy document, which a request carries as one text, that names every action: `"Action": "*"`, as
 * compact and as spaced JSON. Two is what EventBridge's complexity limit leaves room for, so the spelling as a list
 * (`["*"]`) is not among them; nor can a pattern tell a statement that allows from one that denies.
 */
export const everyAction: readonly string[] = ['*Action":"\\*"*', '*Action": "\\*"*'];
