/** The npm packages, as the lock file has them. */
import { readFileSync } from "node:fs";
import { execPath } from "node:process";
import { inProject, tail, UserError, which } from "../base/mod.ts";
import { keepingAside } from "./keep_aside.ts";
import { runStep } from "./run_step.ts";
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
  const installed = readLock(inProject("node_modules", ".package-lock.json"));
  return installed !== undefined && lockDifferences(wantedLock(), installed).length === 0 &&
    Object.keys(installed.packages).every((name) => name === "" || isThere(name));
}

/** Whether a package that npm records is on disk. */
function isThere(name: string): boolean {
  try {
    return typeof JSON.parse(readFileSync(inProject(name, "package.json"), "utf8")) === "object";
  } catch {
    return false;
  }
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
  const count = Object.keys(wantedLock().packages).length - 1;
  const found = `${count} in package-lock.json`;
  if (!force && packagesAreCurrent()) return { found, changed: false };
  const underDeno = which("npm") ? "" : " under Deno";
  say(`installing by package-lock.json with npm${underDeno}, about 30 seconds`);
  const result = await keepingAside((deno) =>
    runStep([...npmCommand(deno), "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
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

/** How npm is called: by itself, else under Deno. */
export function npmCommand(deno: string = execPath): string[] {
  const npm = which("npm");
  // With the project's configuration, Deno would look for npm in node_modules.
  return npm ? [npm] : [deno, "run", "-A", "--no-config", "--node-modules-dir=none", NPM];
}

/** The lock file of the project. */
function wantedLock(): Lock {
  const file = inProject("package-lock.json");
  const lock = readLock(file);
  if (lock) return lock;
  throw new UserError(
    `Expected a lock file in ${file} but it is missing or damaged. Restore it: \`git checkout package-lock.json\`.`,
  );
}

/** A lock file; undefined where it is missing or damaged. */
function readLock(file: string): Lock | undefined {
  try {
    const lock = JSON.parse(readFileSync(file, "utf8"));
    return typeof lock?.packages === "object" && lock.packages !== null ? lock : undefined;
  } catch {
    return undefined;
  }
}
