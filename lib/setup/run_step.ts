/** Runs the programs of set-up. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { type ProgramOptions, type ProgramResult, runProgram } from "../base/mod.ts";
import { runningFile, temporaryFolder } from "./workshop.ts";

/** Set-up was stopped by a signal. */
export class Interrupted extends Error {
  /** @param exitCode What a shell expects of a program that a signal stopped. */
  constructor(readonly exitCode: number) {
    super("Set-up was interrupted");
  }
}

const SIGNALS = [["SIGINT", 130], ["SIGTERM", 143]] as const;

/**
 * Runs a program of a step, with its temporary files in the workshop.
 *
 * @throws Interrupted where this process is told to stop; the program is stopped first.
 */
export async function runStep(
  command: readonly string[],
  options: Omit<ProgramOptions, "started"> = {},
): Promise<ProgramResult> {
  mkdirSync(temporaryFolder, { recursive: true });
  let interrupted: Interrupted | undefined;
  let group = 0;
  const listeners = SIGNALS.map(([signal, code]) => {
    const listener = () => {
      interrupted ??= new Interrupted(code);
      if (group) process.kill(-group, signal);
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  try {
    const result = await runProgram(command, {
      ...options,
      env: { ...options.env, TMPDIR: temporaryFolder, TEMP: temporaryFolder, TMP: temporaryFolder },
      started(pid) {
        group = pid;
        writeFileSync(runningFile, String(pid));
      },
    });
    if (interrupted) throw interrupted;
    return result;
  } finally {
    for (const off of listeners) off();
    rmSync(runningFile, { force: true });
  }
}
