/** The npm packages, as the lock file has them. */
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import process, { execPath } from "node:process";
import { inProject, UserError } from "../base/mod.ts";
import { run, tail, which } from "./command.ts";
import type { SetupOptions, StepResult } from "./step.ts";

/** npm itself, for machines that have only Deno. */
const NPM = "npm:npm@11.19.1";

interface Lock {
  packages: Record<string, { version?: string; optional?: boolean; peer?: boolean }>;
}

/** What differs between two lock files: the packages that are missing, of another version, or too many. */
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

/** Whether node_modules holds what package-lock.json asks for. */
export function packagesAreCurrent(): boolean {
  // npm writes down what it installed.
  const installed = inProject("node_modules", ".package-lock.json");
  return existsSync(installed) &&
    lockDifferences(readJson(inProject("package-lock.json")), readJson(installed)).length === 0;
}

/** @throws UserError where npm fails. */
export async function installPackages({ force, say }: SetupOptions): Promise<StepResult> {
  const count = Object.keys(readJson<Lock>(inProject("package-lock.json")).packages).length - 1;
  const found = `${count} in package-lock.json`;
  if (!force && packagesAreCurrent()) return { found, changed: false };
  const npm = which("npm")
    ? ["npm"]
    // The user's configuration is npm's; the project's own would make Deno look for npm in node_modules.
    : [execPath, "run", "-A", "--no-config", "--node-modules-dir=none", NPM];
  say(`installing by package-lock.json with ${npm.length === 1 ? "npm" : "npm under Deno"}, some 30 seconds`);
  const result = await keepingDeno((deno) =>
    run([
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
        "Where the network or a proxy is the reason, set npm's `registry` or `proxy`; then run the command again: " +
        "set-up goes on where it stopped.",
    );
  }
  return { found, changed: true };
}

/**
 * Does something that empties node_modules, where the running Deno may lie: `npx` starts the copy that is there.
 * It is moved aside meanwhile, not copied, because `deno task` looks for its own file again.
 *
 * @param use Takes Deno's path for the time being.
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
