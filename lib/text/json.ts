import { messageOf, UserError } from "../base/mod.ts";

/** A JSON object with unknown fields. */
export type JsonObject = Record<string, unknown>;

/**
 * Parses a file that should hold a JSON object.
 *
 * @throws UserError with the file's name where it is not one.
 */
export function parseJson(text: string, file: string): JsonObject {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UserError(`Expected JSON in ${file} but found: ${messageOf(error)}. Fetch the file again.`);
  }
  if (!isObject(json)) throw new UserError(`Expected a JSON object in ${file}. Fetch the file again.`);
  return json;
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
