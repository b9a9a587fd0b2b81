/** Python's names that the WHATWG does not know, in its own. */
const PYTHON: Readonly<Record<string, string>> = {
  latin_1: 'latin1',
  iso8859_1: 'latin1',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  johab: '',
  cp936: 'gbk',
  cp950: 'big5',
  cp866: 'ibm866',
  koi8_r: 'koi8-r',
  koi8_u: 'koi8-u',
  mac_roman: 'macintosh',
  mac_cyrillic: 'x-mac-cyrillic',
  utf_16: 'utf-16le',
  utf_16_le: 'utf-16le',
  utf_16_be: 'utf-16be',
  utf_8_sig: 'utf-8',
  u8: 'utf-8',
  utf: 'utf-8',
};

/** The WHATWG's label for the encoding of that name (its own, IANA's or Python's), or nothing for one it has not. */
export function encodingLabel(name: string): string | undefined {
  const lower = name.trim().toLowerCase();
  const python = lower.replaceAll(/[- ]/g, '_');
  for (const label of [
    lower,
    PYTHON[python],
    python.replaceAll('_', '-'),
    python.replace(/^iso8859_/, 'iso-8859-'),
    cp(python),
  ]) {
    if (!label) continue;
    try {
      return new TextDecoder(label).encoding;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return undefined;
}

const cp = (name: string): string | undefined => (/^cp125\d$/.test(name) ? name.replace('cp', 'windows-') : undefined);
