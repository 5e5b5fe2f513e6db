import assert from "node:assert/strict";
import { generator } from "../../base/mod.ts";
import { type Tensor2D, tf } from "../../engine/mod.ts";
import { kindOf, type Method, methodLabel } from "./registry.ts";
import { statisticsOf } from "./statistics_of.ts";

const B = 6;
const random = generator(3);
const draw = () => tf.tensor2d(Array.from({ length: B }, () => [random.normal(), random.normal(), 1]));
const batch: [Tensor2D, Tensor2D, Tensor2D] = [draw(), draw(), draw()];

/** Methods, and how many margins and targets their batch has. */
const methods: readonly (readonly [Method, margins: number, targets: number])[] = [
  [margin({ target: "adaptive" }), B, B],
  [margin({ target: "adaptive", inBatch: true }), B * B, B * B],
  [{ kind: "in-batch softmax", temperature: 0.05 }, B, 0],
  [{ kind: "triplet", margin: 0.2, inBatch: true }, B * B, B * B],
  [{ kind: "guided softmax", guide: "self", margin: 0, temperature: 0.05 } as Method, B, 0],
];

function margin(options: object): Method {
  return { kind: "margin", orientation: "paper", errorFn: "l2", detachTarget: false, ...options } as Method;
}

for (const [method, margins, targets] of methods) {
  Deno.test(`each margin and target of a batch is in a histogram, and hard negatives have a share: ${methodLabel(method)}`, async () => {
    const loss = (await kindOf(method).loss!(method))!;
    const before = tf.memory().numTensors;
    let found: ReturnType<ReturnType<typeof statisticsOf>>;
    tf.tidy(() => void (found = statisticsOf(method, loss)(...batch)));
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    assert.equal(sum(found!.histograms!.margins), margins);
    assert.equal(sum(found!.histograms!.targets), targets);
    assert.ok(found!.hardShare! > 0 && found!.hardShare! < 1, `${found!.hardShare}`);
    assert.equal(tf.memory().numTensors, before);
    loss.learned?.dispose();
  });
}
