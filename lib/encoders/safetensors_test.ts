import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, truncate } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { UserError } from "../base/mod.ts";
import {
  float32Of,
  openSafetensors,
  parseSafetensors,
  readSafetensors,
  storedFloat32,
  writeSafetensors,
} from "./safetensors.ts";

const tensors = new Map([
  ["a.weight", storedFloat32(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3])],
  ["b", { dtype: "I64", shape: [1], bytes: new Uint8Array(new BigInt64Array([7n]).buffer) }],
]);

function written(): Promise<Uint8Array> {
  return inTemporaryFolder(async (folder) => {
    await writeSafetensors(path.join(folder, "x.safetensors"), tensors);
    return new Uint8Array(await readFile(path.join(folder, "x.safetensors")));
  });
}

const refused = (expected: RegExp) => (error: Error) =>
  error instanceof UserError && expected.test(error.message);

Deno.test("tensors come back as they were written, in order, of any type", async () => {
  const read = parseSafetensors(await written(), "x");
  assert.deepEqual([...read.keys()], ["a.weight", "b"]);
  assert.deepEqual([...float32Of("a.weight", read.get("a.weight")!)], [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(read.get("b")!.bytes, tensors.get("b")!.bytes);
  assert.throws(
    () => float32Of("b", read.get("b")!),
    refused(/tensor b to be F32, F16 or BF16 but found I64/),
  );
});

Deno.test("a truncated file says at which tensor it ends", async () => {
  const content = await written();
  const cut = content.subarray(0, content.length - 4);
  assert.throws(
    () => parseSafetensors(cut, "x"),
    refused(/x is not a whole.*tensor b ends at byte \d+ but the file has/),
  );
  assert.throws(
    () => parseSafetensors(content.subarray(0, 20), "x"),
    refused(/expected a header of \d+ bytes/),
  );
  assert.throws(() => parseSafetensors(content.subarray(0, 3), "x"), refused(/found 3 bytes/));
});

Deno.test("a header that is not JSON or does not add up is refused", async () => {
  const content = await written();
  content[9] = 0xff;
  assert.throws(() => parseSafetensors(content, "x"), refused(/header is not JSON/));
  const wrong = await written();
  const at = new TextDecoder("latin1").decode(wrong).indexOf("[2,3]");
  wrong[at + 3] = "4".charCodeAt(0);
  assert.throws(
    () => parseSafetensors(wrong, "x"),
    refused(/should take 32 bytes but has 24/),
  );
});

Deno.test("tensors that overlap are refused", () => {
  const header = new TextEncoder().encode(JSON.stringify({
    a: { dtype: "F32", shape: [2], data_offsets: [0, 8] },
    b: { dtype: "F32", shape: [2], data_offsets: [4, 12] },
    empty: { dtype: "F32", shape: [0], data_offsets: [4, 4] },
  }));
  const file = new Uint8Array(8 + header.length + 12);
  file[0] = header.length;
  file.set(header, 8);
  assert.throws(() => parseSafetensors(file, "x"), refused(/tensors a and b overlap/));
});

Deno.test("tensors are read one by one, half precision widened", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "safetensors-"));
  const file = path.join(folder, "x.safetensors");
  const half = (dtype: string, ...bits: number[]) => ({
    dtype,
    shape: [bits.length],
    bytes: new Uint8Array(Uint16Array.from(bits).buffer),
  });
  await writeSafetensors(
    file,
    new Map([...tensors, ["c", half("F16", 0x3c00, 0x0001)], ["d", half("BF16", 0x3f80)]]),
  );
  const opened = await openSafetensors(file);
  assert.deepEqual(opened.entries.get("a.weight")!.shape, [2, 3]);
  const read = async (name: string, count: number, first?: number) => {
    const values = new Float32Array(count);
    await opened.read(name, values, first);
    return [...values];
  };
  assert.deepEqual(await read("a.weight", 6), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(await read("a.weight", 2, 3), [4, 5]);
  assert.deepEqual(await read("c", 2), [1, 2 ** -24]);
  assert.deepEqual(await read("c", 1, 1), [2 ** -24]);
  assert.deepEqual(await read("d", 1), [1]);
  await assert.rejects(read("b", 1), refused(/tensor b to be F32, F16 or BF16 but found I64/));
  await opened.close();
  await truncate(file, 60);
  await assert.rejects(openSafetensors(file), refused(/x\.safetensors is not a whole.*header of \d+ bytes/));
  await truncate(file, 4);
  await assert.rejects(openSafetensors(file), refused(/found 4 bytes/));
  await assert.rejects(openSafetensors(`${file}.no`), refused(/weights in .*no but it cannot be read/));
  await rm(folder, { recursive: true });
});

Deno.test("a missing file is named", async () => {
  await assert.rejects(readSafetensors("nowhere.safetensors"), refused(/weights in nowhere\.safetensors/));
});
