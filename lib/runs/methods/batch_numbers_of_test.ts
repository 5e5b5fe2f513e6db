import assert from "node:assert/strict";
import type { Encoder } from "../../encoders/mod.ts";
import { tf } from "../../engine/mod.ts";
import { withEntry } from "../registered_for_tests.ts";
import { batchNumbersOf } from "./batch_numbers_of.ts";
import type { MethodKind } from "./method_kind.ts";
import { type Method, methodKinds } from "./registry.ts";

const encoder = undefined as unknown as Encoder;
const taught = { kind: "taught" } as const;
const entry: MethodKind<typeof taught> = {
  options: [],
  kind: "taught",
  label: () => "taught",
  family: () => "taught",
  needs: () => "teacher margins",
};

Deno.test("a method that needs a teacher asks it for what it needs, and is refused without one", () =>
  withEntry<unknown>(methodKinds, entry, async () => {
    const method = taught as unknown as Method;
    await assert.rejects(
      batchNumbersOf(method, encoder),
      /Expected a teacher for the method "taught", which needs teacher margins, but found none/,
    );
    const numbers = { of: () => tf.scalar(0) };
    const found = await batchNumbersOf(method, encoder, (needs) => {
      assert.equal(needs, "teacher margins");
      return numbers;
    });
    assert.equal(found, numbers);
  }));

Deno.test("a method that needs nothing has no numbers from outside", async () => {
  assert.equal(await batchNumbersOf({ kind: "in-batch softmax", temperature: 0.05 }, encoder), undefined);
});
