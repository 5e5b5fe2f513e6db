/** A study as the source of a TypeScript file. */
import type { StudyOptions } from "./study.ts";

/**
 * The text of a file whose default export is a study, for `loadStudies` and `deno task reproduce --study`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const source = studySource({
 *   name: "two rates",
 *   collections: ["./my-collection"],
 *   encoders: ["tiny"],
 *   methods: [{ kind: "untrained" }],
 *   training: { steps: 6, batchSize: 12, learningRate: [1e-3, 3e-3] },
 *   seeds: [1],
 * });
 * assert.match(source, /^  training: \{ steps: 6, batchSize: 12, learningRate: \[0\.001, 0\.003\] \},$/m);
 * ```
 */
export function studySource(options: StudyOptions): string {
  const { name, collections, encoders, methods, triples, training, seeds } = options;
  const fields = Object.entries({ name, collections, encoders, methods, triples, training, seeds })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `  ${key}: ${isLong(value) ? onLines(value) : literal(value)},\n`);
  return `import { study } from "kit/studies/mod.ts";\n\nexport default study({\n${fields.join("")}});\n`;
}

/** Whether a value is a list with objects in it. */
function isLong(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.some((each) => typeof each === "object");
}

function onLines(values: readonly unknown[]): string {
  return `[\n${values.map((value) => `    ${literal(value)},\n`).join("")}  ]`;
}

/** Plain data as TypeScript on one line. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{ ${fields.map(([key, field]) => `${key}: ${literal(field)}`).join(", ")} }`;
}
