/** Work that a signal ends in good order: what is done is saved, and the exit code says which signal it was. */
import process from "node:process";
import { EXIT_CODES } from "../base/mod.ts";
import { say } from "./output.ts";

/** The reason of a work that was interrupted. */
export class Interrupted extends Error {
  override name = "Interrupted";
  constructor(readonly code: number) {
    super("interrupted");
  }
}

/**
 * Does work that the first Ctrl-C or SIGTERM ends once it is saved, and the second at once.
 *
 * @param kept What is said after an interruption: what is kept, and how to go on; "" where the work says it.
 * @param work Throws the signal's reason where it is aborted; its value is the exit code.
 * @param options.ending What is said at the signal; default that the work is saved.
 * @returns The exit code; after an interruption 130 for Ctrl-C, 143 for SIGTERM.
 */
export async function interruptible(
  kept: string,
  work: (signal: AbortSignal) => Promise<number>,
  { ending = "Saving, and ending." }: { ending?: string } = {},
): Promise<number> {
  const controller = new AbortController();
  const handlers = Object.entries(EXIT_CODES).map(([signal, code]) => {
    const handler = () => {
      if (controller.signal.aborted) process.exit(code);
      say(`${ending} A second Ctrl-C ends at once.`);
      controller.abort(new Interrupted(code));
    };
    process.on(signal, handler);
    return [signal, handler] as const;
  });
  try {
    return await work(controller.signal);
  } catch (error) {
    const { aborted, reason } = controller.signal;
    if (!aborted || error !== reason) throw error;
    if (kept) say(kept);
    return reason.code;
  } finally {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  }
}
