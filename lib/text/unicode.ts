/**
 * The classes of characters in BERT's normaliser, as Hugging Face's tokenizers define them: the categories are those
 * of Unicode 8 (2015), the decompositions of Unicode 9, the letter cases of Unicode 17. Each class is JavaScript's
 * own without newer characters, corrected for those that were reclassified since, and written as a set for a regular
 * expression with the flag `v`. many_test.ts checks every code point.
 */

/**
 * Characters that are newer than the tables, or that were reclassified as something other than letters: they are left
 * unchanged.
 */
export const newer = "[" +
  "\\u061d\\u07fd\\u0890-\\u08d3\\u08e2\\u09fd\\u09fe\\u0a76\\u0afa-\\u0aff\\u0b55\\u0c04-\\u0c3c\\u0c77\\u0c84" +
  "\\u0d00\\u0d3b\\u0d3c\\u0d81\\u0eba\\u0ece\\u1715\\u180f-\\u1886\\u1abf-\\u1ace\\u1b4e\\u1b4f\\u1b7d-\\u1b7f" +
  "\\u1df6-\\u1dfa\\u2e43-\\u2e5d\\ua82c\\ua8c5\\ua8ff\\ua9bd\\u{105c9}-\\u{105e4}\\u{10d24}-\\u{10d27}" +
  "\\u{10d69}-\\u{10f89}\\u{11070}-\\u{11074}\\u{110c2}-\\u{110cd}\\u{111cf}\\u{1123e}-\\u{11241}\\u{1133b}" +
  "\\u{11383}-\\u{1143f}\\u{11443}\\u{11444}\\u{1144b}-\\u{1145e}\\u{11660}-\\u{1166c}\\u{116b9}" +
  "\\u{1182f}-\\u{1183b}\\u{11938}-\\u{11c3d}\\u{11c41}-\\u{11fff}\\u{12ff1}-\\u{1612f}\\u{16d68}-\\u{16d6f}" +
  "\\u{16e97}-\\u{16e9a}\\u{16f4f}\\u{16fe2}-\\u{16ff1}\\u{1cf00}-\\u{1cf46}\\u{1e08f}-\\u{1e5ff}" +
  "\\u{1e95e}\\u{1e95f}]";

// The decompositions know these, but the categories do not yet know that they are marks.
const unknownMarks = "[\\u08d4-\\u08e1\\u1dfb\\u{111c9}\\u{11442}\\u{11446}\\u{11c3f}\\u{1e000}-\\u{1e02a}" +
  "\\u{1e944}-\\u{1e94a}]";

/** Marks that are removed with the accents. */
export const mark = `[[[\\p{Mn}--${newer}]--${unknownMarks}]\\u1734\\u{1171e}]`;

/** Control, format and private characters, and halves of a pair. */
export const invisible = `[[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\ufffd]--${newer}]`;

/** Punctuation, and all ASCII characters other than letters, digits and spaces. */
export const punctuation = `[[\\p{P}--${newer}]!-\\/:-@\\[-\`\\{-\\~\\u166d\\u{111c9}]`;

/** The blocks of ideographs that are words by themselves. */
export const ideograph = "[\\u4e00-\\u9fff\\u3400-\\u4dbf\\u{20000}-\\u{2a6df}\\u{2a700}-\\u{2b81f}" +
  "\\u{2b920}-\\u{2ceaf}\\uf900-\\ufaff\\u{2f800}-\\u{2fa1f}]";

const newCapital = /[\ua7ce\ua7d2\ua7d4\u{16ea0}-\u{16eb8}]/gu;
const finalSigma = /Σ/g;

/** Lower case, character by character: without the final sigma, and with the capitals that Unicode added in 2025. */
export function lowerCase(text: string): string {
  return text.replace(finalSigma, "σ").replace(newCapital, (capital) => {
    const code = capital.codePointAt(0)!;
    return String.fromCodePoint(code + (code > 0xffff ? 0x1b : 1));
  }).toLowerCase();
}
