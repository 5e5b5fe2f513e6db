/** The log of a training as JSON lines. */
import { finiteOrText } from "../base/mod.ts";
import type { History } from "../training/mod.ts";

/** A line a step and a validation, in their order; a validation comes after its step. */
export function* historyLines({ steps, validations }: History): Generator<string> {
  const line = (record: object) => `${JSON.stringify(record, (_, value) => finiteOrText(value))}\n`;
  let next = 0;
  function* validationsBefore(step: number) {
    for (; next < validations.length && validations[next].step < step; next++) {
      const { measures, ...record } = validations[next];
      yield line({ kind: "validation", ...record, ...measures });
    }
  }
  for (const record of steps) {
    yield* validationsBefore(record.step);
    yield line({ kind: "step", ...record });
  }
  yield* validationsBefore(Infinity);
}
