/** Reads MS MARCO's texts: lines of an id and a text, with a tab between. */
import { Buffer } from "node:buffer";
import { type Line, lineBlocks, lineError, malformedLine, type Texts } from "../../base/mod.ts";
import type { FoundFile } from "./files.ts";

export interface ReadTextsOptions {
  /** What they are, for messages: "passages", "queries". */
  readonly what: string;
  /** Whether the ids are 0, 1, 2 and so on, as those of the passages; default false. */
  readonly counted?: boolean;
  /** Whether an id is left out; its text is not read. Default: none is. */
  readonly leaveOut?: (id: string) => boolean;
  /** Applied to each text; default none. */
  readonly correct?: (text: string) => string;
  /** Texts in a chunk; default 20,000. */
  readonly chunk?: number;
}

const TAB = 9;

/**
 * Reads texts in chunks, so that they may be more than the memory holds.
 *
 * @throws UserError where the file cannot be read, or with the line that is malformed, out of order, or the last one of a
 *   file that was cut.
 */
export async function* readTabbedTexts(
  { file, member }: FoundFile,
  { what, counted = false, leaveOut, correct = (text) => text, chunk = 20_000 }: ReadTextsOptions,
): AsyncGenerator<Texts> {
  let ids: string[] = [], texts: string[] = [], count = 0;
  const take = (line: Line) => {
    const tab = line.bytes.indexOf(TAB, line.start);
    if (tab <= line.start || tab >= line.end || holdsTab(line, tab + 1)) {
      throw malformedLine(line, "an id and a text with one tab between");
    }
    const id = asText(line.bytes, line.start, tab);
    if (counted && id !== String(count)) {
      throw lineError(
        line.file,
        line.number,
        `passage ${count}, as ids count from 0 without a gap,`,
        `"${id}"`,
      );
    }
    if (!/^\d+$/.test(id)) throw malformedLine(line, "an id that is a whole number, and a text,");
    count++;
    if (leaveOut?.(id)) return;
    ids.push(id);
    texts.push(correct(asText(line.bytes, tab + 1, line.end)));
  };
  for await (const block of lineBlocks(file, what, { member, ended: true })) {
    block(take);
    if (ids.length < chunk) continue;
    yield { ids, texts };
    [ids, texts] = [[], []];
  }
  if (ids.length > 0) yield { ids, texts };
}

function holdsTab({ bytes, end }: Line, start: number): boolean {
  const tab = bytes.indexOf(TAB, start);
  return tab >= 0 && tab < end;
}

function asText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
}

/** All texts of a stream of chunks. */
export async function allTexts(chunks: AsyncIterable<Texts>): Promise<Texts> {
  const ids: string[] = [], texts: string[] = [];
  for await (const chunk of chunks) {
    for (const id of chunk.ids) ids.push(id);
    for (const text of chunk.texts) texts.push(text);
  }
  return { ids, texts };
}
