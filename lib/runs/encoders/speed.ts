/** How fast an encoder is, as a first guess: seconds per text on two cores; measured speed replaces it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { hubModelHere, isHubId } from "../../data/mod.ts";
import type { EncoderEntry } from "./encoder_entry.ts";
import { encoderNamed } from "./registry.ts";
import { type EncoderShape, speedOfShape } from "./speed_of_shape.ts";

type Seconds = EncoderEntry["secondsPerText"];

/** Of an encoder of which nothing is known. */
const unknown: Seconds = { train: 0.012, encode: 0.005 };

/** The guess: by its size where its folder is here, else as its entry says. */
export function speedOf(name: string): Seconds {
  const known = encoderNamed(name)?.secondsPerText;
  const folder = (isHubId(name) && hubModelHere(name)) || (known ? undefined : name);
  const shape = folder === undefined ? undefined : shapeIn(folder);
  return shape ? speedOfShape(shape) : known ?? unknown;
}

/** The size that a folder's configuration says; undefined where there is none. */
function shapeIn(folder: string): EncoderShape | undefined {
  try {
    const config = JSON.parse(readFileSync(path.join(folder, "config.json"), "utf8"));
    const layers = Number(config.num_hidden_layers ?? config.n_layers);
    const width = Number(config.hidden_size ?? config.dim);
    return layers > 0 && width > 0 ? { layers, width } : undefined;
  } catch {
    return undefined;
  }
}
