/** All teachers by name. To add one: a file for it and its name in `teachers`. */
import { didYouMean, UserError } from "../../base/mod.ts";
import { minilmCross } from "./minilm_cross.ts";
import { minilmSoftmax } from "./minilm_softmax.ts";
import type { TeacherEntry } from "./teacher_entry.ts";

export const teachers: readonly TeacherEntry[] = [minilmSoftmax, minilmCross];

/** @throws UserError where there is no teacher of that name. */
export function teacherNamed(name: string): TeacherEntry {
  const found = teachers.find((each) => each.name === name);
  if (found) return found;
  const names = teachers.map((each) => each.name);
  throw new UserError(
    `Expected a teacher (${names.join(", ")}) but found "${name}".${didYouMean(name, names)}`,
  );
}
