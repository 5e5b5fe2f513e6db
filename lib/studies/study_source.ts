/** A study as the source of a TypeScript file. */
import type { StudyOptions } from "./study_options.ts";

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
  const { name, collections, encoders, methods, triples, falseNegatives, teacher, training, testUse, seeds } =
    options;
  const field = (key: string, value: unknown) => `  ${key}: ${literal(value)},\n`;
  return 'import { study } from "kit/studies/mod.ts";\n\nexport default study({\n' +
    field("name", name) + field("collections", collections) + field("encoders", encoders) +
    `  methods: [\n${methods.map((method) => `    ${literal(method)},\n`).join("")}  ],\n` +
    (triples === undefined ? "" : field("triples", triples)) +
    (falseNegatives === undefined ? "" : field("falseNegatives", falseNegatives)) +
    (teacher === undefined ? "" : field("teacher", teacher)) + field("training", training) +
    (testUse === undefined ? "" : field("testUse", testUse)) + field("seeds", seeds) + "});\n";
}

/** Plain data as TypeScript on one line. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{ ${fields.map(([key, field]) => `${key}: ${literal(field)}`).join(", ")} }`;
}
