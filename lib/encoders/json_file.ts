/** JSON files of an encoder's folder. */
import { readFile } from "node:fs/promises";
import { messageOf, requireRegularFile, UserError } from "../base/mod.ts";

/** @throws UserError where the file is missing or no JSON. */
export async function readJsonFile<T>(file: string): Promise<T> {
  await requireRegularFile(file);
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new UserError(`Expected JSON in ${file} but: ${messageOf(error)}`);
  }
}
