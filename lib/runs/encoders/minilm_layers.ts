/** `minilm-1` to `minilm-5`: the first layers of MiniLM, a ladder of encoders at a fraction of the cost. */
import type { EncoderEntry } from "./encoder_entry.ts";
import { minilm } from "./minilm.ts";

const LAYERS = 6;

/** Values of a layer. */
const LAYER = 1_774_000;

/** MiniLM cut to its first layers. */
function firstLayers(layers: number): EncoderEntry {
  const name = `minilm-${layers}`;
  const share = (seconds: number) => seconds * layers / LAYERS;
  const { train, encode } = minilm.secondsPerText;
  return {
    ...minilm,
    name,
    checkpoint: name,
    values: minilm.values! - (LAYERS - layers) * LAYER,
    background: `is the first ${
      layers === 1 ? "layer" : `${layers} layers`
    } of MiniLM, which was trained for retrieval as a whole`,
    secondsPerText: { train: share(train), encode: share(encode) },
  };
}

export const minilmLayers: readonly EncoderEntry[] = [5, 4, 3, 2, 1].map(firstLayers);
