/** Options that have no effect beside others are refused by name, so that no result is taken for another's. */
import { UserError } from "../base/mod.ts";
import { spelled } from "./spelling.ts";

/** Options that have no effect where something holds. */
export interface NoEffect {
  /** Whether it holds. */
  readonly when: boolean;
  /** What they are found with, to follow "expected no --name with". */
  readonly beside: string;
  /** Names of options that are undefined, false or empty where they are not used. */
  readonly options: readonly string[];
}

/**
 * Refuses options without an effect.
 *
 * @throws UserError with all that belong to the first rule which is broken.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const rules = [{ when: true, beside: "--method tiny", options: ["stem", "stopWords"] }];
 * assert.throws(
 *   () => refuseWithoutEffect("search", { stem: "porter" }, rules),
 *   /search: expected no --stem with --method tiny, where it has no effect\. Leave it out\./,
 * );
 * ```
 */
export function refuseWithoutEffect(
  command: string,
  values: Readonly<Record<string, unknown>>,
  rules: readonly NoEffect[],
): void {
  const used = (value: unknown) =>
    value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
  for (const { when, beside, options } of rules) {
    const found = options.filter((name) => used(values[name])).map(spelled);
    if (!when || found.length === 0) continue;
    const [has, them] = found.length > 1 ? ["they have", "them"] : ["it has", "it"];
    throw new UserError(
      `${command}: expected no ${
        found.join(" or ")
      } with ${beside}, where ${has} no effect. Leave ${them} out. ` +
        `\`deno task ${command} --help\` lists the options.`,
    );
  }
}
