/** The npm packages, as the lock file has them. */
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import process, { execPath } from "node:process";
import { inProject, runProgram, tail, UserError, which } from "../base/mod.ts";
import type { StepOptions, StepResult } from "./step.ts";

/** npm itself, for machines that have only Deno. */
const NPM = "npm:npm@11.19.1";

interface Lock {
  packages: Record<string, { version?: string; optional?: boolean; peer?: boolean }>;
}

/** The packages in which two lock files differ: missing, of another version, or no longer wanted. */
export function lockDifferences(wanted: Lock, installed: Lock): string[] {
  const differences: string[] = [];
  for (const [name, { version, optional }] of Object.entries(wanted.packages)) {
    if (name === "") continue;
    const there = installed.packages[name];
    if (there ? there.version !== version : !optional) differences.push(name);
  }
  for (const name of Object.keys(installed.packages)) {
    if (name !== "" && !wanted.packages[name]) differences.push(name);
  }
  return differences;
}

/** Whether node_modules holds the packages of package-lock.json. */
export function packagesAreCurrent(): boolean {
  // npm records here what it installed.
  const installed = inProject("node_modules", ".package-lock.json");
  return existsSync(installed) &&
    lockDifferences(readJson(inProject("package-lock.json")), readJson(installed)).length === 0;
}

/** @throws UserError where node_modules does not hold the packages of package-lock.json. */
export function requirePackages(): void {
  if (packagesAreCurrent()) return;
  throw new UserError(
    "Expected the npm packages of package-lock.json in node_modules but found others or none. " +
      "Run `deno task setup` first.",
  );
}

/** @throws UserError where npm fails. */
export async function installPackages({ force, say }: StepOptions): Promise<StepResult> {
  const count = Object.keys(readJson<Lock>(inProject("package-lock.json")).packages).length - 1;
  const found = `${count} in package-lock.json`;
  if (!force && packagesAreCurrent()) return { found, changed: false };
  const npm = which("npm")
    ? ["npm"]
    // With the project's configuration, Deno would look for npm in node_modules.
    : [execPath, "run", "-A", "--no-config", "--node-modules-dir=none", NPM];
  say(
    `installing by package-lock.json with ${npm.length === 1 ? "npm" : "npm under Deno"}, about 30 seconds`,
  );
  const result = await keepingDeno((deno) =>
    runProgram([
      ...npm.map((word) => word === execPath ? deno : word),
      "ci",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
    ])
  );
  if (!result.ok) {
    throw new UserError(
      `npm could not install the packages of package-lock.json (exit code ${result.code}):\n${
        tail(result)
      }\n` +
        "If the network or a proxy is the reason, set npm's `registry` or `proxy`. Then run the command again: " +
        "set-up continues where it stopped.",
    );
  }
  return { found, changed: true };
}

/**
 * Keeps the running Deno while node_modules is emptied: `npx` starts the copy in there.
 *
 * The file is moved, not copied, because `deno task` needs its own file again later.
 *
 * @param use Gets the path of Deno while it is moved.
 */
async function keepingDeno<T>(use: (deno: string) => Promise<T>): Promise<T> {
  if (!execPath.startsWith(inProject("node_modules") + path.sep)) return await use(execPath);
  const aside = inProject(`.deno-${process.pid}`);
  renameSync(execPath, aside);
  try {
    return await use(aside);
  } finally {
    mkdirSync(path.dirname(execPath), { recursive: true });
    renameSync(aside, execPath);
  }
}

function readJson<T = Lock>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8"));
}
