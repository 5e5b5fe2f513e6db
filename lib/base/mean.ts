import { UserError } from "./errors.ts";

/**
 * The arithmetic mean.
 *
 * @throws UserError where there are no values.
 */
export function mean(values: ArrayLike<number>): number {
  if (values.length === 0) throw new UserError("Mean: expected at least one value but found none.");
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
