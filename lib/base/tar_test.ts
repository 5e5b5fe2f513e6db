import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { inTemporaryFolder } from "./folder_for_tests.ts";
import { eachLine, lineText } from "./lines.ts";
import { tarMember } from "./tar.ts";
import { tarOf } from "./tar_for_tests.ts";

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function member(tar: Uint8Array, name: string, size = 700): Promise<string> {
  let text = "";
  for await (const some of tarMember(inPieces(tar, size), name)) text += new TextDecoder().decode(some);
  return text;
}

const files = { "a.tsv": "1\tone\n", "folder/b.tsv": "x".repeat(1300), "c.tsv": "" };

Deno.test("a tar's files come out by their names, however it is cut into chunks", async () => {
  for (const size of [1, 512, 700, 1 << 20]) {
    assert.equal(await member(tarOf(files), "a.tsv", size), "1\tone\n");
    assert.equal(await member(tarOf(files), "b.tsv", size), "x".repeat(1300));
    assert.equal(await member(tarOf(files), "c.tsv", size), "");
  }
});

Deno.test("a tar that tar itself wrote is read", () =>
  inTemporaryFolder(async (folder) => {
    const at = (name: string) => path.join(folder, name);
    const { status } = spawnSync("tar", ["-cf", at("a.tar"), "-C", folder, "./a.tsv", "./b.tsv"]);
    assert.equal(status, 0);
    assert.equal(await member(readFileSync(at("a.tar")), "b.tsv"), "two\n");
  }, { files: { "a.tsv": "one\n", "b.tsv": "two\n" } }));

Deno.test("a missing file, a cut tar and another format are errors that say so", async () => {
  await assert.rejects(member(tarOf(files), "d.tsv"), /holds no d\.tsv, only a\.tsv, folder\/b\.tsv, c\.tsv/);
  await assert.rejects(
    member(tarOf(files).subarray(0, 2000), "b.tsv"),
    /ends before its end, inside folder\/b\.tsv/,
  );
  await assert.rejects(member(new Uint8Array(2000).fill(97), "b.tsv"), /no tar/);
});

Deno.test("lines of a file in a gzipped tar are read; what is wrong names both and the line", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "two.tar.gz");
    const rest = Array.from({ length: 200_000 }, (_, i) => `${(i * 2654435761) % 2 ** 32}\n`).join("");
    const whole = gzipSync(tarOf({ "a.tsv": "1\n2\n3", "b.tsv": rest }));
    writeFileSync(file, whole);
    const lines: string[] = [];
    await eachLine(file, "numbers", (line) => lines.push(lineText(line)), { member: "a.tsv" });
    assert.deepEqual(lines, ["1", "2", "3"]);
    await assert.rejects(
      eachLine(file, "numbers", () => {}, { member: "a.tsv", ended: true }),
      /a line feed at the end of .*two\.tar\.gz \(a\.tsv\) but found none after line 3: the file was cut/,
    );
    writeFileSync(file, whole.subarray(0, whole.length - 200_000));
    await assert.rejects(
      eachLine(file, "numbers", () => {}, { member: "b.tsv" }),
      /numbers in .*two\.tar\.gz \(b\.tsv\) but could not read it after line \d+: /,
    );
  }));
