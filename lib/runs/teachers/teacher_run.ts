/** The run that a teacher comes from, where it is the encoder that a run ends with. */
import { canonical } from "../canonical.ts";
import type { CollectionChoice } from "../collections/registry.ts";
import type { RunConfig } from "../config.ts";
import type { BiEncoderTeacher } from "./teacher_entry.ts";
import { teachers } from "./registry.ts";

/** The run of a teacher for students that are trained on a collection. */
export function runOfTeacher({ run }: BiEncoderTeacher, collection: CollectionChoice): RunConfig {
  return canonical({ collection, ...run });
}

/** The run that a student's teacher comes from; undefined where it has no teacher, or one that comes from no run. */
export function teachersRun({ teacher, collection }: RunConfig): RunConfig | undefined {
  const entry = teachers.find(({ name }) => name === teacher?.encoder);
  return entry?.kind === "bi-encoder" ? runOfTeacher(entry, collection) : undefined;
}
