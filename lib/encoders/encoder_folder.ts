/** Encoders by name. */
import { existsSync } from "node:fs";
import path from "node:path";
import { inProject, UserError } from "../base/mod.ts";
import { fetchHubModel, fetchMiniLM, isHubId, MINILM } from "../data/mod.ts";

/**
 * The folder with an encoder's files, fetched on first need.
 *
 * @param name `minilm`, `tiny` (shipped with the project), a folder with `config.json`, or a model hub's id such as
 *   `microsoft/mpnet-base`, or one with a revision such as `microsoft/mpnet-base@main`.
 * @throws UserError where it is none of these or cannot be fetched.
 */
export async function encoderFolder(name: string): Promise<string> {
  if (name === "tiny") return inProject("data", "tiny");
  if (name === "minilm" || name === MINILM) return await fetchMiniLM();
  if (existsSync(path.join(name, "config.json"))) return name;
  if (isHubId(name) && !existsSync(name)) return await fetchHubModel(name);
  throw new UserError(
    `Expected an encoder's name (minilm, tiny), an id of the model hub such as microsoft/mpnet-base, or a folder ` +
      `with config.json and model.safetensors, but found neither at "${name}"`,
  );
}
