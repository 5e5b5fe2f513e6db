import assert from "node:assert/strict";
import process from "node:process";
import { machineInWords } from "./machine.ts";

Deno.test("a machine says that its card rounds to TF32, where it does", () => {
  const card = { tensorflow: "2.19.0", backend: "tensorflow", gpu: true } as const;
  const before = process.env.NVIDIA_TF32_OVERRIDE;
  try {
    process.env.NVIDIA_TF32_OVERRIDE = "1";
    assert.match(machineInWords(card), /TensorFlow 2\.19\.0 on a GPU with TF32$/);
    assert.match(machineInWords({ ...card, gpu: false }), /TensorFlow 2\.19\.0$/);
    process.env.NVIDIA_TF32_OVERRIDE = "0";
    assert.match(machineInWords(card), /on a GPU$/);
  } finally {
    if (before === undefined) delete process.env.NVIDIA_TF32_OVERRIDE;
    else process.env.NVIDIA_TF32_OVERRIDE = before;
  }
});
