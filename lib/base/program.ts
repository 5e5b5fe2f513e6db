/** Runs other programs and keeps their output. */
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import process from "node:process";
import { root } from "./paths.ts";

export interface ProgramOptions {
  /** Working directory; default the project's root. */
  cwd?: string;
  /** Added to the environment of this process. */
  env?: Record<string, string>;
  /** Milliseconds after which the program is stopped; default none. */
  timeout?: number;
  /** Gets the process id once the program runs; it then leads a process group, which can be stopped as a whole. */
  started?: (pid: number) => void;
}

export interface ProgramResult {
  readonly ok: boolean;
  /** Exit code; -1 where the program did not start or was stopped. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end. Never throws: a program that does not exist ends with code -1.
 *
 * @param command Program and arguments.
 */
export function runProgram(command: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
  const { cwd = root, env = {}, timeout, started } = options;
  return new Promise((resolve) => {
    const out: Uint8Array[] = [], err: Uint8Array[] = [];
    const text = (chunks: Uint8Array[]) => new TextDecoder().decode(concat(chunks));
    // The timer of `spawn` would go on after a program that does not start, and keep this process from ending.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const done = (code: number, note = "") => {
      clearTimeout(timer);
      resolve({ ok: code === 0, code, stdout: text(out), stderr: text(err) + note });
    };
    const child = spawn(command[0], command.slice(1), {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: started !== undefined && process.platform !== "win32",
      // npm is a script there, which only a shell starts.
      shell: process.platform === "win32" && command[0] === "npm",
    });
    if (child.pid !== undefined) started?.(child.pid);
    if (timeout !== undefined) {
      timer = setTimeout(() => {
        child.kill();
        // Programs that it started may hold these open.
        child.stdout.destroy();
        child.stderr.destroy();
      }, timeout);
    }
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    child.on("error", (error) => done(-1, error.message));
    child.on("close", (code, signal) => done(code ?? -1, signal ? `\nstopped by ${signal}` : ""));
  });
}

/** The last lines of what a program printed, where it says why it failed. */
export function tail(result: ProgramResult, lines = 12): string {
  const all = `${result.stdout}\n${result.stderr}`.split("\n").map((line) => line.trimEnd()).filter(Boolean);
  return all.slice(-lines).map((line) => `    ${line}`).join("\n");
}

/** The full path of a program on the PATH; undefined where there is none. */
export function which(program: string): string | undefined {
  if (path.isAbsolute(program)) return executable(program) ? program : undefined;
  const endings = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    for (const ending of endings) {
      const file = path.join(folder, program + ending);
      if (folder && executable(file)) return file;
    }
  }
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function concat(chunks: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
