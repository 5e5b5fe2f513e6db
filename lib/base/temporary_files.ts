/** Temporary files, which a process removes that a signal ends. */
import { rmSync } from "node:fs";
import process from "node:process";

/** Exit codes by signal, as shells count them. */
export const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

const there = new Set<string>();

/**
 * Runs something that makes a temporary file. Where Ctrl-C or SIGTERM ends the process meanwhile, the file is removed.
 *
 * Signals are handled only as long as there is such a file: computation that leaves no time to handle one is ended by the
 * system, at once. Where others handle them, these decide.
 */
export async function withTemporaryFile<T>(file: string, use: () => Promise<T>): Promise<T> {
  if (there.size === 0) listen("on");
  there.add(file);
  try {
    return await use();
  } finally {
    there.delete(file);
    if (there.size === 0) listen("off");
  }
}

const handlers = Object.entries(EXIT_CODES).map(([signal, code]) => {
  const handler = () => {
    if (process.listenerCount(signal) === 1) process.exit(code);
  };
  return [signal, handler] as const;
});

function listen(how: "on" | "off"): void {
  for (const [signal, handler] of handlers) process[how](signal, handler);
  process[how]("exit", removeAll);
}

function removeAll(): void {
  for (const file of there) rmSync(file, { force: true });
}
