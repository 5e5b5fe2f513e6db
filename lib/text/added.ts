/** Tokens that are recognised verbatim wherever a text contains them, such as [MASK]. */

/** An entry of `added_tokens` in a `tokenizer.json`. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Only where no letter, digit or underscore is beside it. */
  readonly single_word: boolean;
  /** Includes the white space before it. */
  readonly lstrip: boolean;
  /** Includes the white space after it. */
  readonly rstrip: boolean;
  /** Looked for in the normalised text, instead of the original. */
  readonly normalized: boolean;
  readonly special: boolean;
}

/** A token that is recognised verbatim. */
export function addedToken(content: string, id: number, options: Partial<AddedToken> = {}): AddedToken {
  return {
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
    ...options,
  };
}

/** Splits a text into the ids of added tokens and the strings between them, none of them empty. */
export type Split = (text: string) => (number | string)[];

/**
 * Finds added tokens in texts: the one that starts first, and of those the longest.
 *
 * @param normalize Normalises a text, and the tokens that are looked for in normalised text.
 * @returns A function that splits a text; its strings are normalised.
 */
export function addedTokenSplit(tokens: readonly AddedToken[], normalize: (text: string) => string): Split {
  const before = finder(tokens.filter((token) => !token.normalized).map((token) => [token.content, token]));
  const after = finder(
    tokens.filter((token) => token.normalized).map((token) => [normalize(token.content), token]),
  );
  const inNormalized = (part: string) => {
    const normalized = normalize(part);
    return after && after.test(normalized) ? after.split(normalized) : normalized === "" ? [] : [normalized];
  };
  return (text) =>
    before && before.test(text)
      ? before.split(text).flatMap((part) => typeof part === "string" ? inNormalized(part) : part)
      : inNormalized(text);
}

const wordBefore = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]$/u;
const wordAfter = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u;
const spaceAfter = /^\p{White_Space}*/u;

function finder(named: [string, AddedToken][]) {
  const tokens = new Map(named.filter(([name]) => name !== ""));
  if (tokens.size === 0) return undefined;
  const alternatives = [...tokens.keys()].sort((a, b) => b.length - a.length).map(escapeForRegExp).join("|");
  const any = new RegExp(alternatives), all = new RegExp(alternatives, "g");

  function split(text: string): (number | string)[] {
    const parts: (number | string)[] = [];
    let done = 0;
    for (const match of text.matchAll(all)) {
      const token = tokens.get(match[0])!;
      let start = match.index, end = start + match[0].length;
      if (token.single_word && (wordBefore.test(text.slice(0, start)) || wordAfter.test(text.slice(end)))) {
        continue;
      }
      if (token.lstrip) start = Math.max(done, trimmedEnd(text, start));
      if (token.rstrip) end += spaceAfter.exec(text.slice(end))![0].length;
      if (done < start) parts.push(text.slice(done, start));
      parts.push(token.id);
      done = end;
    }
    if (done < text.length) parts.push(text.slice(done));
    return parts;
  }

  return { test: (text: string) => any.test(text), split };
}

const space = /\p{White_Space}/u;

/** Start of the white space before a position. */
function trimmedEnd(text: string, end: number): number {
  while (end > 0 && space.test(text[end - 1])) end--;
  return end;
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
