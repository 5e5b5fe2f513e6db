/** The settings of a run as flat fields: what tables of results and labels of studies are made from. */
import { fileName } from "../base/mod.ts";
import type { RunConfig } from "./config.ts";

/** A setting's value, as a cell of a table. */
export type Setting = string | number | boolean;

/**
 * All settings of a run's method, encoder, triples and training, by name. The seed and the steps of the validations are
 * left out.
 */
export function runSettings(
  { method, training, triples, falseNegatives, teacher, encoderOptions, lengths, testUse, scale }: RunConfig,
): Record<string, Setting> {
  const { kind: _, ...options } = method;
  const { validateAt: __, keepBest, ...budget } = training ?? { validateAt: [] };
  const { prompts, ...used } = encoderOptions ?? {};
  return present({
    ...options,
    ...lengths,
    ...budget,
    keepBest: keepBest?.measure,
    patience: keepBest?.patience,
    ...used,
    prompts: prompts && JSON.stringify(prompts),
    testPooling: testUse?.pooling,
    testQueryLength: testUse?.maxQueryLength,
    testPassageLength: testUse?.maxPassageLength,
    teacher: teacher && fileName(teacher.encoder),
    ...triplesInWords(triples),
    falseNegatives,
    scale,
  });
}

function triplesInWords(triples: RunConfig["triples"]): Record<string, Setting> {
  if (!triples) return {};
  if ("list" in triples) return { triples: triples.list };
  if ("file" in triples) return { triples: fileName(triples.file) };
  const { ranks: [first, last], ...others } = triples;
  return { ranks: `${first} to ${last}`, ...others };
}

function present(fields: Record<string, Setting | undefined>): Record<string, Setting> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Record<
    string,
    Setting
  >;
}
