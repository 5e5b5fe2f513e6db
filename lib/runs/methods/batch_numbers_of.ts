/** Where the numbers that a method's loss needs of each batch come from. */
import { UserError } from "../../base/mod.ts";
import type { Encoder } from "../../encoders/mod.ts";
import type { BatchNumbers } from "../../training/mod.ts";
import type { TeacherNeeds } from "./method_kind.ts";
import { kindOf, type Method, methodLabel } from "./registry.ts";

/** Makes what a teacher is asked for. */
export type Teacher = (needs: TeacherNeeds) => BatchNumbers | Promise<BatchNumbers>;

/**
 * What `train` takes as `given` for a method.
 *
 * @param encoder As it is before training.
 * @param teacher Absent where there is none.
 * @returns Undefined where the loss needs nothing but embeddings; else the caller's to dispose.
 * @throws UserError for a method that needs a teacher where there is none.
 */
export async function batchNumbersOf(
  method: Method,
  encoder: Encoder,
  teacher?: Teacher,
): Promise<BatchNumbers | undefined> {
  const kind = kindOf(method);
  const needs = kind.needs?.(method);
  if (needs === undefined) return undefined;
  const own = await kind.given?.(method, encoder);
  if (own) return own;
  if (teacher) return await teacher(needs as TeacherNeeds);
  throw new UserError(
    `Expected a teacher for the method "${methodLabel(method)}", which needs ${needs}, but found none.`,
  );
}
