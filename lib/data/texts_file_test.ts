import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { generator, type Texts } from "../base/mod.ts";
import { damageCampaign } from "../base/damage_for_tests.ts";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { readTable } from "./arrow.ts";
import { openTextsFile, writeTextsFile } from "./texts_file.ts";

const PARTS = ["fox", "hën", "’", "猫", "𝄞", " ", "\t", "\n", "\ufeff", "\0", "a longer word"];

/** Random texts, some of them empty. */
function randomTexts(count: number, { seed, counted }: { seed: number; counted: boolean }): Texts {
  const random = generator(seed);
  const some = (most: number) =>
    Array.from({ length: random.below(most + 1) }, () => PARTS[random.below(PARTS.length)]).join("");
  const texts = Array.from({ length: count }, () => some(9));
  const ids = texts.map((_, i) => counted ? `${i}` : `${some(1)}${i}`);
  return counted
    ? { ids, texts }
    : { ids, texts, titleLengths: texts.map((text) => random.below(text.length + 1)) };
}

/** Texts in chunks of random sizes. */
function inChunks({ ids, texts, titleLengths }: Texts, seed: number) {
  return async function* () {
    const random = generator(seed);
    for (let start = 0; start < ids.length;) {
      const end = start + 1 + random.below(40);
      const of = <T>(list: readonly T[]) => list.slice(start, end);
      yield { ids: of(ids), texts: of(texts), ...(titleLengths && { titleLengths: of(titleLengths) }) };
      start = end;
    }
  };
}

for (const map of [true, false]) {
  // What is not mapped stays open until the process ends.
  const options = { name: `texts in batches come back, ${map ? "mapped" : "read"}`, sanitizeResources: map };
  Deno.test(options, () =>
    inTemporaryFolder(async (folder) => {
      for (let seed = 0; seed < 20; seed++) {
        const counted = seed % 2 === 0;
        const texts = randomTexts(seed < 2 ? seed : 200, { seed, counted });
        const file = path.join(folder, `${seed}.arrow`);
        await writeTextsFile(file, inChunks(texts, seed), { counted });
        const found = await openTextsFile(file, { map });
        assert.deepEqual(found, { ...texts, ...(seed === 1 && { titleLengths: found.titleLengths }) });
        assert.deepEqual([[...found.ids], [...found.texts]], [texts.ids, texts.texts], "one after the other");
        for (const i of [0, 199, 57, 100, 1, 200]) assert.equal(found.texts[i], texts.texts[i]);
      }
    }));
}

Deno.test("the file is Arrow: any reader finds ids, texts and the lengths of titles", () =>
  inTemporaryFolder(async (folder) => {
    const texts = randomTexts(200, { seed: 3, counted: false });
    const file = path.join(folder, "texts.arrow");
    await writeTextsFile(file, inChunks(texts, 4));
    const table = await readTable(file);
    assert.ok(table.batches.length > 3);
    const column = (name: string) => [...table.getChild(name)!];
    // apache-arrow's own reader drops a byte-order mark at the start of a string.
    const unmarked = (list: readonly string[]) => list.map((string) => string.replace(/^\ufeff/, ""));
    assert.deepEqual(column("id"), unmarked(texts.ids));
    assert.deepEqual(column("text"), unmarked(texts.texts));
    assert.deepEqual(column("title"), texts.titleLengths);
  }));

Deno.test("texts without titles have no lengths of titles", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "texts.arrow");
    await writeTextsFile(file, inChunks({ ids: ["a", "b"], texts: ["one", "two"] }, 1));
    assert.deepEqual(await openTextsFile(file), { ids: ["a", "b"], texts: ["one", "two"] });
  }));

Deno.test("texts that are not well-formed, missing or of another layout are one clear message", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "texts.arrow");
    const half = inChunks({ ids: ["a"], texts: ["\ud800"] }, 1);
    await assert.rejects(writeTextsFile(file, half), /half a surrogate pair/);
    await assert.rejects(openTextsFile(file), /Expected texts at .* there is no such file/);
    await writeFile(file, "another file altogether");
    await assert.rejects(
      openTextsFile(file),
      /an Arrow file of texts but found 23 bytes without Arrow's last mark/,
    );
  }));

Deno.test("damage to stored texts is found when they are opened", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "texts.arrow");
    const texts = randomTexts(60, { seed: 5, counted: false });
    await writeTextsFile(file, inChunks(texts, 6));
    // A copy each time: a mapped file must not be cut.
    let copies = 0;
    await damageCampaign(file, async () => {
      const copy = path.join(folder, `${copies++}`);
      await writeFile(copy, await readFile(file));
      const { ids, texts } = await openTextsFile(copy);
      return { ids: [...ids], texts: [...texts] };
    });
  }));
