/** Says as JSON which engine runs here. Its own process, so that an engine that crashes can be told of. */
import { messageOf } from "../base/mod.ts";

try {
  const { engine, tf } = await import("../engine/mod.ts");
  const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[1, 1], [1, 1]])).dataSync();
  if (String(product) !== "3,3,7,7") throw new Error(`a product that should be 3,3,7,7 is ${product}`);
  console.log(JSON.stringify(engine));
} catch (error) {
  console.error(messageOf(error));
  Deno.exit(1);
}
