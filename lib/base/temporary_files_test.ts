import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "./folder_for_tests.ts";
import { inProject } from "./paths.ts";

/** A process that writes a file without end, or has written one and computes; and what is left once a signal ended it. */
async function ended(
  folder: string,
  { signal, work, others = "" }: { signal: Deno.Signal; work: string; others?: string },
): Promise<{ code: number; signal: Deno.Signal | null; left: string[] }> {
  const out = path.join(folder, "out");
  const program = path.join(folder, "program.ts");
  const modules = JSON.stringify(import.meta.resolve("./write_whole.ts"));
  await writeFile(
    program,
    `import { writeWhole } from ${modules};
    import process from "node:process";
    const file = ${JSON.stringify(path.join(out, "file"))};
    ${others}
    ${work}`,
  );
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", `--config=${inProject("deno.json")}`, program],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  child.kill(signal);
  const { code, signal: by } = await child.status;
  await reader.cancel();
  return { code, signal: by, left: readdirSync(out) };
}

const WRITING = `await writeWhole(file, async (write) => {
  await write(new Uint8Array(10));
  console.log("writing");
  await new Promise((resolve) => setTimeout(resolve, 20_000));
});`;

for (const [signal, code] of [["SIGTERM", 143], ["SIGINT", 130]] as const) {
  Deno.test(`a process that ${signal} ends while it writes leaves no temporary file`, () =>
    inTemporaryFolder(async (folder) => {
      assert.deepEqual(await ended(folder, { signal, work: WRITING }), { code, signal: null, left: [] });
    }));
}

Deno.test("whoever handles signals otherwise decides, and what is written then is whole", () =>
  inTemporaryFolder(async (folder) => {
    const work = WRITING.replace("20_000", "500");
    const found = await ended(folder, {
      signal: "SIGTERM",
      work,
      others: 'process.on("SIGTERM", () => {});',
    });
    assert.deepEqual(found, { code: 0, signal: null, left: ["file"] });
  }));

Deno.test("computation after the writing is ended by the system, at once", () =>
  inTemporaryFolder(async (folder) => {
    const work = `await writeWhole(file, (write) => write(new Uint8Array(10)));
    console.log("written");
    for (const end = Date.now() + 20_000; Date.now() < end;);`;
    const { signal, left } = await ended(folder, { signal: "SIGTERM", work });
    assert.deepEqual([signal, left], ["SIGTERM", ["file"]]);
  }));
