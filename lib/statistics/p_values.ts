import { UserError } from "../base/mod.ts";

/** @throws UserError for a value outside [0, 1]. */
export function checkPValues(correction: string, pValues: readonly number[]): void {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) {
    throw new UserError(`${correction}: expected p-values in [0, 1] but found ${wrong}.`);
  }
}
