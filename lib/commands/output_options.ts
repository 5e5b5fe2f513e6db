/** Options that name what a command writes: checked before any work. */
import { existsSync, statSync } from "node:fs";
import { checkOutput, checkOutputFolder, UserError } from "../base/mod.ts";
import type { Option, Settings } from "./option.ts";
import { list, text } from "./options.ts";

/** A file that is written; a pipe or a device is written into, and `-` is standard output. */
export function outputFile(help: string, settings: Settings & { required: true }): Option<string>;
export function outputFile(help: string, settings?: Settings): Option<string | undefined>;
export function outputFile(help: string, settings: Settings = {}): Option<string | undefined> {
  return {
    ...text("FILE", help, settings),
    check: async (file) => file === undefined ? undefined : await checkOutput(file),
    writes: (file) => file === undefined ? [] : [file],
  };
}

/** A file that is read where it exists, and written else; what can be read need not be writable. */
export function keptFile(help: string, settings: Settings = {}): Option<string | undefined> {
  const readable = (file: string) => existsSync(file) && statSync(file).isFile();
  return {
    ...outputFile(help, settings),
    check: async (file) => file === undefined || readable(file) ? undefined : await checkOutput(file),
  };
}

/**
 * Checks the name of an Arrow file.
 *
 * @throws UserError where it asks for gzip: an Arrow file is read in places, which a gzipped one cannot be.
 */
export function checkArrowName(file: string): void {
  if (!file.endsWith(".gz")) return;
  throw new UserError(
    `Expected the name of an Arrow file, which is never gzipped, but found "${file}". Leave out ".gz".`,
  );
}

/** Files that are written, each as `outputFile` is. */
export function outputFiles(
  help: string,
  settings: Settings & { required?: boolean } = {},
): Option<string[]> {
  return {
    ...list("FILE …", help, settings),
    async check(files) {
      for (const file of files) await checkOutput(file);
    },
    writes: (files) => files,
  };
}

/** A folder that files are written into. */
export function outputFolder(help: string, settings: Settings & { required: true }): Option<string>;
export function outputFolder(help: string, settings?: Settings): Option<string | undefined>;
export function outputFolder(help: string, settings: Settings = {}): Option<string | undefined> {
  return {
    ...text("FOLDER", help, settings),
    check: async (folder) => folder === undefined ? undefined : await checkOutputFolder(folder),
  };
}
