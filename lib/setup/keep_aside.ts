/** What survives while npm empties node_modules: the Deno that runs, and the built binding. */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { execPath } from "node:process";
import { inProject } from "../base/mod.ts";
import { asideFolder } from "./workshop.ts";

const bindingFolder = inProject("node_modules", "@tensorflow", "tfjs-node", "lib");
const bindingAside = path.join(asideFolder, "binding");

/**
 * Moves the running Deno and the binding out of node_modules, and back at the end. `npx` starts the Deno in there, and
 * without a compiler the binding could not be built again.
 *
 * They are moved, not copied, because `deno task` needs its own file again later. Where set-up was killed meanwhile,
 * the next one puts the binding back.
 *
 * @param use Gets the path of Deno while it is moved.
 */
export async function keepingAside<T>(use: (deno: string) => Promise<T>): Promise<T> {
  mkdirSync(asideFolder, { recursive: true });
  const movesDeno = execPath.startsWith(inProject("node_modules") + path.sep);
  const deno = movesDeno ? path.join(asideFolder, path.basename(execPath)) : execPath;
  if (movesDeno) renameSync(execPath, deno);
  if (existsSync(bindingFolder)) {
    rmSync(bindingAside, { recursive: true, force: true });
    renameSync(bindingFolder, bindingAside);
  }
  try {
    return await use(deno);
  } finally {
    if (movesDeno) {
      mkdirSync(path.dirname(execPath), { recursive: true });
      renameSync(deno, execPath);
    }
    putBindingBack();
  }
}

/** Puts a binding back that was moved, and removes what else is aside. */
export function putBindingBack(): void {
  if (existsSync(bindingAside)) {
    // Where npm failed, the package is missing, and the binding stays aside.
    if (!existsSync(path.join(path.dirname(bindingFolder), "package.json"))) return;
    if (!existsSync(bindingFolder)) renameSync(bindingAside, bindingFolder);
  }
  rmSync(asideFolder, { recursive: true, force: true });
}
