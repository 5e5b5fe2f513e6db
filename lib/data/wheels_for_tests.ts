/** A Python package index in one folder, for the tests of wheels. */
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { inProject } from "../base/mod.ts";

/** The project's Python; absent before set-up. */
export const python = inProject(".venv", "bin", "python");
export const withoutPython = !existsSync(python);

/** Makes pip look in one folder of this machine and nowhere else. */
export async function offline(
  run: (folders: { wheels: string; into: string }) => Promise<void>,
): Promise<void> {
  const base = await mkdtemp(path.join(tmpdir(), "wheel-"));
  const names = ["PIP_NO_INDEX", "PIP_FIND_LINKS", "KIT_CACHE", "PIP_CONFIG_FILE"];
  const before = names.map((name) => process.env[name]);
  const warn = console.warn;
  Object.assign(process.env, {
    PIP_NO_INDEX: "1",
    PIP_FIND_LINKS: base,
    KIT_CACHE: base,
    PIP_CONFIG_FILE: "/dev/null",
  });
  console.warn = () => {};
  try {
    await run({ wheels: base, into: path.join(base, "into") });
  } finally {
    console.warn = warn;
    names.forEach((name, i) =>
      before[i] === undefined ? delete process.env[name] : process.env[name] = before[i]
    );
  }
}
