import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { damageCampaign } from "../base/damage_for_tests.ts";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { readEmbeddings, writeEmbeddings } from "../data/mod.ts";
import { encodeFile } from "./encode_file.ts";
import { loadEncoder } from "./encoder.ts";
import { readSafetensors } from "./safetensors.ts";
import { storedFloat32, writeSafetensors } from "./safetensors_write.ts";

Deno.test("damaged parts and a damaged output of encode are made again, and give what the whole ones give", () =>
  inTemporaryFolder(async (folder) => {
    const at = (name: string) => path.join(folder, name);
    const encoder = await loadEncoder("tiny");
    const input = at("texts.jsonl"), output = at("out.arrow");
    await writeFile(input, '{"_id":"a","text":"a cat"}\n{"_id":"b","text":"dogs"}\n');
    const options = { input, output, chunk: 1, maxLength: 8 };
    const encode = async () => {
      await encodeFile(encoder, options);
      return await Array.fromAsync(readEmbeddings(output, { checked: true }));
    };
    const expected = await encode();
    await damageCampaign(output, encode, { may: "the same", damages: 50 });

    // The parts of an interrupted run: one is done, the other is not.
    await rm(output);
    const stop = () => {
      throw new Error("stopped");
    };
    await encodeFile(encoder, { ...options, onProgress: (done) => done === 2 && stop() }).catch(() => {});
    const [part] = await readdir(at("out.arrow.parts"));
    const again = async () => {
      await rm(output, { force: true });
      return await encode();
    };
    const file = path.join(at("out.arrow.parts"), part);
    await damageCampaign(file, async () => {
      const result = await again();
      await mkdir(path.dirname(file), { recursive: true });
      await writeEmbeddings(file, { ...expected[0] });
      return result;
    }, { may: "the same", damages: 50 });
    encoder.dispose();
  }));

Deno.test("no damage to written weights gives others", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "model.safetensors");
    await writeSafetensors(
      file,
      new Map([["a", storedFloat32(Float32Array.from({ length: 50 }, (_, i) => i), [5, 10])]]),
    );
    // Without its mark the file is one from elsewhere; then nothing but the mark is damaged.
    await damageCampaign(file, () => readSafetensors(file), { may: "the same" });
  }));
