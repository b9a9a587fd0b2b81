/** The first quote or backslash at or behind a place: four bytes at a time, by the borrow that only such a byte causes. */
export function endOfPlain(view: DataView, at: number): number {
  let i = at;
  for (;;) {
    const four = view.getInt32(i, true);
    const quotes = four ^ 0x22222222;
    const slashes = four ^ 0x5c5c5c5c;
    const marks = (((quotes - 0x01010101) & ~quotes) | ((slashes - 0x01010101) & ~slashes)) & 0x80808080;
    if (marks !== 0) return i + ((31 - Math.clz32(marks & -marks)) >> 3);
    i += 4;
  }
}

/** Behind as many fours of digits, and of the signs between `,` and `:`, as stand at a place. */
export function endOfDigits(view: DataView, at: number): number {
  let i = at;
  for (;;) {
    const four = view.getInt32(i, true);
    if (((((four | (four << 1)) & 0x10101010) ^ 0x10101010) | (four & 0x40404040)) !== 0) return i;
    i += 4;
  }
}
