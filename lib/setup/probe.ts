/**
 * Prints as JSON which engine runs here, and how fast it is. It is a separate process because an engine that does not
 * fit may crash.
 */
import { messageOf } from "../base/mod.ts";
import type { EngineInfo } from "../engine/mod.ts";

/** What it prints. */
export interface Probed {
  readonly engine: EngineInfo;
  readonly gigaflops: number;
}

if (import.meta.main) {
  try {
    const { engine, gigaflops, tf } = await import("../engine/mod.ts");
    const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[1, 1], [1, 1]])).dataSync();
    if (String(product) !== "3,3,7,7") throw new Error(`expected the product 3,3,7,7 but found ${product}`);
    console.log(JSON.stringify({ engine, gigaflops: gigaflops() } satisfies Probed));
  } catch (error) {
    console.error(messageOf(error));
    Deno.exit(1);
  }
}
