/**
 * Errors meant for the person at the keyboard.
 *
 * A `UserError` says what was expected, what was found, where, and what to do. The command line prints its
 * message alone, without a stack trace, and ends with exit code 1.
 */
export class UserError extends Error {
  override name = "UserError";
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
