import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { UserError } from "./errors.ts";
import { eachLine, lineText } from "./lines.ts";

const file = path.join(await mkdtemp(path.join(tmpdir(), "lines-")), "a.txt");

async function linesOf(content: string | Uint8Array): Promise<[number, string][]> {
  await writeFile(file, content);
  const lines: [number, string][] = [];
  await eachLine(file, "lines", (line) => lines.push([line.number, lineText(line)]));
  return lines;
}

async function refused(content: Uint8Array, pattern: RegExp): Promise<void> {
  await assert.rejects(linesOf(content), (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, pattern);
    return true;
  });
}

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("lines end with a line feed or with the file; blank ones are counted and skipped", async () => {
  const expected = [[2, "a b"], [4, " c"]];
  for (
    const content of ["\na b\n \t\n c\n", "\na b\n\n c", "\ufeff\r\na b\r\n\r\n c\r\n\n\n"]
  ) {
    assert.deepEqual(await linesOf(content), expected);
    assert.deepEqual(await linesOf(gzipSync(content)), expected);
  }
});

Deno.test("gzip of several members is read to its end", async () => {
  const members = new Uint8Array([...gzipSync("a\n"), ...gzipSync("b\n")]);
  assert.deepEqual(await linesOf(members), [[1, "a"], [2, "b"]]);
});

Deno.test("gzip that breaks off or is damaged is refused", async () => {
  const whole = gzipSync("some lines\n".repeat(1000));
  await refused(whole.subarray(0, whole.length - 10), /Expected lines in .*a\.txt but could not read it/);
  await refused(new Uint8Array([0x1f, 0x8b, ...bytes("no gzip")]), /could not read it/);
});

Deno.test("what is not UTF-8 is refused with its line", async () => {
  await refused(
    new Uint8Array([...bytes("a\nb"), 0xff, 10]),
    /Expected UTF-8 but found "b\ufffd" in .*line 2/,
  );
  await refused(new Uint8Array([0xff, 0xfe, 97, 0]), /Expected UTF-8 in .* but found UTF-16/);
});

Deno.test("a file without line feeds is not read for ever", async () => {
  await refused(new Uint8Array(3 << 20).fill(97), /at most 1048576 bytes but found a longer one in .*line 1/);
});

Deno.test("a missing, an empty and a blank file are one clear message each", async () => {
  const nothing = () => assert.fail();
  await assert.rejects(eachLine(`${file}.absent`, "lines", nothing), /could not read it/);
  await assert.rejects(eachLine(path.dirname(file), "lines", nothing), UserError);
  await refused(bytes(""), /found an empty file/);
  await refused(bytes("\n \n"), /found an empty file/);
});
