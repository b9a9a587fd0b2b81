/** `#name`, `:value`, a bare word, a number in brackets, or a sign. */
export interface Token {
  readonly kind: 'name' | 'value' | 'word' | 'number' | 'sign' | 'end';
  readonly text: string;
  /** Where it starts in the expression. */
  readonly at: number;
}

const TOKEN = /\s*(?:(#[A-Za-z0-9_-]+)|(:[A-Za-z0-9_-]+)|([A-Za-z_][A-Za-z0-9_]*)|(\d+)|(<>|<=|>=|[=<>()[\],.+-]))/y;

/** @returns undefined at a character no expression has */
export function tokenize(source: string): Token[] | { readonly bad: string } {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let at = 0;
  while (source.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(source);
    if (!found) return { bad: source.slice(at).trim().charAt(0) };
    const [whole, name, value, word, number, sign] = found;
    const text = name ?? value ?? word ?? number ?? sign!;
    const kind = name ? 'name' : value ? 'value' : word ? 'word' : number ? 'number' : 'sign';
    tokens.push({ kind, text, at: at + whole.length - text.length });
    at = TOKEN.lastIndex;
  }
  tokens.push({ kind: 'end', text: '<EOF>', at: source.length });
  return tokens;
}
