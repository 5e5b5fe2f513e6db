/** Temperatures: divisors of scores, and their check. */
import { UserError } from "../base/mod.ts";

/** @throws UserError for one that is not a positive number. */
export function checkTemperature(loss: string, name: string, value: number): void {
  if (typeof value === "number" && value > 0 && value < Infinity) return;
  throw new UserError(`${loss}: expected ${name} to be a number above 0 but found ${value}.`);
}
