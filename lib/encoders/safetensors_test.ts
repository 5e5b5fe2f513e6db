import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { mkdtemp, open, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { UserError } from "../base/mod.ts";
import { float32Of, openSafetensors, parseSafetensors, readSafetensors } from "./safetensors.ts";
import { storedFloat32, writeSafetensors } from "./safetensors_write.ts";

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
  await assert.rejects(openSafetensors(`${file}.no`), refused(/weights in .*no but could not read them/));
  await rm(folder, { recursive: true });
});

Deno.test("a missing file is named", async () => {
  await assert.rejects(
    readSafetensors("nowhere.safetensors"),
    refused(/weights in nowhere\.safetensors but could not read them: there is no such file\./),
  );
});

/** A file of a header and zeros, which takes no space on the disk. */
async function sparse(file: string, header: Record<string, unknown>, bytes: number): Promise<void> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(json.length), true);
  await writeFile(file, new Uint8Array([...length, ...json]));
  await truncate(file, 8 + json.length + bytes);
}

Deno.test("tensors beyond the first four gigabytes of a file are read", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "large.safetensors");
    const first = 5_000_000_000;
    await sparse(file, {
      large: { dtype: "F32", shape: [first / 4], data_offsets: [0, first] },
      small: { dtype: "F32", shape: [2], data_offsets: [first, first + 8] },
    }, first + 8);
    const { size } = await stat(file);
    const handle = await open(file, "r+");
    await handle.write(new Uint8Array(Float32Array.of(3, 4).buffer), 0, 8, size - 8);
    await handle.close();
    const opened = await openSafetensors(file);
    const values = new Float32Array(2);
    await opened.read("small", values);
    assert.deepEqual([...values], [3, 4]);
    await opened.close();
  }));

Deno.test("a written file that is damaged anywhere is refused, one from elsewhere needs no checksum", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "x.safetensors");
    await writeSafetensors(file, tensors);
    const content = await readFile(file);
    for (let at = 0; at < content.length; at++) {
      const damaged = Buffer.from(content);
      damaged[at] ^= 1 << (at % 8);
      await writeFile(file, damaged);
      await assert.rejects(openSafetensors(file, { checked: true }), refused(/not a whole safetensors file/));
    }
    await sparse(file, { a: { dtype: "F32", shape: [1], data_offsets: [0, 4] } }, 4);
    await (await openSafetensors(file)).close();
    await assert.rejects(openSafetensors(file, { checked: true }), refused(/it has no checksum/));
  }));

Deno.test("tensors of unknown types stay unread, and are named when they are needed", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "x.safetensors");
    await sparse(file, {
      known: { dtype: "F32", shape: [1], data_offsets: [0, 4] },
      newer: { dtype: "F8_E4M3", shape: [4], data_offsets: [4, 8] },
    }, 8);
    const opened = await openSafetensors(file);
    await opened.read("known", new Float32Array(1));
    await assert.rejects(
      opened.read("newer", new Float32Array(4)),
      refused(/tensor newer to be F32, F16 or BF16 but found F8_E4M3/),
    );
    await opened.close();
  }));

Deno.test("a header of no sense is refused before anything of its size is read", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "x.safetensors");
    const says = async (header: Record<string, unknown>, expected: RegExp) => {
      await sparse(file, header, 16);
      await assert.rejects(openSafetensors(file), refused(expected));
    };
    const one = (entry: unknown) => ({ a: entry });
    await says(
      one({ dtype: "F32", shape: [-1], data_offsets: [0, 4] }),
      /a type, a shape and two offsets of tensor a/,
    );
    await says(one({ dtype: "F32", shape: [1.5], data_offsets: [0, 4] }), /a type, a shape and two offsets/);
    await says(one({ dtype: "F32", shape: [1], data_offsets: [0] }), /a type, a shape and two offsets/);
    await says(one(7), /a type, a shape and two offsets/);
    await says({
      a: { dtype: "F32", shape: [2], data_offsets: [0, 8] },
      b: { dtype: "F32", shape: [2], data_offsets: [4, 12] },
    }, /tensors a and b overlap/);
    const length = new Uint8Array(8);
    new DataView(length.buffer).setBigUint64(0, 3_000_000_000n, true);
    await writeFile(file, length);
    await truncate(file, 4_000_000_000);
    await assert.rejects(
      openSafetensors(file),
      refused(/a header of at most 100000000 bytes but found 3000000000/),
    );
  }));
