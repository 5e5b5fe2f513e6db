/** Prints as JSON which engine runs here. It is a separate process because an engine that does not fit may crash. */
import { messageOf } from "../base/mod.ts";

try {
  const { engine, tf } = await import("../engine/mod.ts");
  const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[1, 1], [1, 1]])).dataSync();
  if (String(product) !== "3,3,7,7") throw new Error(`expected the product 3,3,7,7 but found ${product}`);
  console.log(JSON.stringify(engine));
} catch (error) {
  console.error(messageOf(error));
  Deno.exit(1);
}
