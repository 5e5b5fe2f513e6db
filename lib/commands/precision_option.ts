/** The option that sets what an encoder's products are computed with. */
import type { Precision } from "../engine/mod.ts";
import type { Settings } from "./option.ts";
import { oneOf } from "./options.ts";

/** `--precision`. */
export const precisionOption = (settings: Settings = {}) =>
  oneOf<Precision>(
    ["float32", "bfloat16"],
    "of the layers' products; bfloat16 is faster where the processor or the card computes with it",
    { shownDefault: "float32", ...settings },
  );
