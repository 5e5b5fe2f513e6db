import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import process from "node:process";
import { BINDING, type TrialProject, withProject } from "./project_for_tests.ts";

const ALL = ["npm ci", "venv", "pip", "g++"];
const ignore = process.platform === "win32";

/** Runs a test on a project that is set up, whose log is empty. */
function withCompleteProject(test: (project: TrialProject) => Promise<void>): Promise<void> {
  return withProject(async (project) => {
    const { ok, stderr } = await project.setUp();
    assert.ok(ok, stderr);
    assert.deepEqual(await project.ran(), ALL);
    await test(project);
  });
}

const LIBRARY = ".venv/lib/python3.12/site-packages/tensorflow/libtensorflow_cc.so.2";
const STATE = "node_modules/@tensorflow/tfjs-node/lib/setup.json";

Deno.test({
  name: "set-up installs everything once, and then finds nothing to do",
  ignore,
  fn: () =>
    withCompleteProject(async (project) => {
      const { stderr } = await project.setUp();
      assert.match(stderr, /^Set-up is complete \(0\.\d s\)\.\n$/);
      assert.deepEqual(await project.ran(), []);
      assert.deepEqual(await readdir(project.at(".setup")), ["lock"]);
    }),
});

Deno.test({
  name: "without a compiler or a PATH a binding that works stays, and another compiler's path costs nothing",
  ignore,
  fn: () =>
    withCompleteProject(async (project) => {
      for (
        const options of [{ without: ["g++"] }, { without: ["PATH"] }, {
          env: { CXX: project.at("programs/sh") },
        }]
      ) {
        const { ok, stderr } = await project.setUp(options);
        assert.ok(ok, stderr);
        assert.match(stderr, /^Set-up is complete/);
        assert.deepEqual(await project.ran(), []);
      }
      // Made from other sources, it stays too, and set-up says so; with a compiler, it is built again.
      await writeFile(project.at("lib/engine/custom_ops/gelu.cc"), "// changed");
      const { stderr } = await project.setUp({ without: ["g++"] });
      assert.match(stderr, /The binding that was there stays: it works, but it was built from other sources/);
      assert.equal(await readFile(project.at(BINDING), "utf8"), "binding");
      await project.setUp();
      assert.deepEqual((await project.ran()).filter((line) => line === "g++"), ["g++"]);
      assert.match((await project.setUp()).stderr, /^Set-up is complete/);
      // npm empties node_modules; the binding is kept meanwhile.
      await rm(project.at("node_modules/node-api-headers"), { recursive: true });
      await project.setUp({ without: ["g++"] });
      assert.deepEqual(await project.ran(), ["npm ci"]);
      assert.equal(await readFile(project.at(BINDING), "utf8"), "binding");
    }),
});

/** What is done to a project, and what set-up runs then. */
const DAMAGES: [string, (project: TrialProject) => Promise<unknown>, string[]][] = [
  ["an emptied binding", ({ at }) => truncate(at(BINDING), 0), ["g++"]],
  ["half a binding", ({ at }) => truncate(at(BINDING), 3), ["g++"]],
  ["a binding with another byte", ({ at }) => writeFile(at(BINDING), "bonding"), ["g++"]],
  ["a missing binding", ({ at }) => rm(at(BINDING)), ["g++"]],
  ["half a record of the binding", ({ at }) => truncate(at(STATE), 20), ["g++"]],
  ["a missing library of TensorFlow", ({ at }) => rm(at(LIBRARY)), ["pip"]],
  ["half a library of TensorFlow", ({ at }) => truncate(at(LIBRARY), 3), ["pip"]],
  ["half a record of npm", ({ at }) => truncate(at("node_modules/.package-lock.json"), 30), ["npm ci"]],
  [
    "half a package",
    ({ at }) => truncate(at("node_modules/node-api-headers/package.json"), 5),
    ["npm ci"],
  ],
  ["an environment without pip", async ({ at }) => {
    await rm(at(".venv/lib/python3.12/site-packages/pip"), { recursive: true });
    await rm(at(".venv/setup.json"));
  }, ["venv", "pip"]],
  ["half a record of the environment", ({ at }) => truncate(at(".venv/setup.json"), 9), ["pip"]],
  [
    "half a kernel",
    ({ at }) => truncate(at(".venv/share/jupyter/kernels/deno/kernel.json"), 9),
    [],
  ],
];

Deno.test({
  name: "whatever is damaged is seen and replaced, and nothing else",
  ignore,
  fn: () =>
    withCompleteProject(async (project) => {
      for (const [what, damage, expected] of DAMAGES) {
        await damage(project);
        const { ok, stderr } = await project.setUp();
        assert.ok(ok, `${what}: ${stderr}`);
        assert.deepEqual(await project.ran(), expected, what);
        assert.equal(await readFile(project.at(BINDING), "utf8"), "binding", what);
        assert.equal(await readFile(project.at(LIBRARY), "utf8"), "library", what);
      }
      assert.match((await project.setUp()).stderr, /^Set-up is complete/);
    }),
});

Deno.test({
  name: "a damaged binding that cannot be built again is removed, with the reason",
  ignore,
  fn: () =>
    withCompleteProject(async (project) => {
      await truncate(project.at(BINDING), 3);
      const { ok, stderr } = await project.setUp({ without: ["g++"] });
      assert.ok(ok);
      assert.match(stderr, /tfjs_binding\.node is damaged: expected 7 bytes but found 3/);
      assert.match(stderr, /install a C\+\+ compiler/);
      assert.ok(!existsSync(project.at(BINDING)));
    }),
});

for (const signal of ["SIGKILL", "SIGTERM", "SIGINT"] as const) {
  for (const step of ["venv", "pip"]) {
    Deno.test({
      name: `set-up that ${signal} ended in ${step} is completed by the next, and leaves nothing behind`,
      ignore: process.platform !== "linux",
      fn: () =>
        withProject(async (project) => {
          await writeFile(project.at("slow"), "");
          const { command, env } = project.command();
          if (step === "pip") {
            // Slow from pip on.
            await rm(project.at("slow"));
            await project.setUp();
            await truncate(project.at(LIBRARY), 3);
            await project.ran();
            await writeFile(project.at("slow"), "");
          }
          const child = spawn(command[0], command.slice(1), {
            env: { ...process.env, ...env },
            stdio: "ignore",
          });
          const ended = new Promise((done) => child.on("exit", done));
          const log = () => readFile(project.at("log"), "utf8").catch(() => "");
          while (!(await log()).includes(step)) await new Promise((done) => setTimeout(done, 20));
          await new Promise((done) => setTimeout(done, 100));
          child.kill(signal);
          await ended;
          if (signal !== "SIGKILL") assert.deepEqual(await readdir(project.at(".setup")), ["lock"]);
          await rm(project.at("slow"));
          const { ok, stderr } = await project.setUp();
          assert.ok(ok, stderr);
          assert.equal(await readFile(project.at(LIBRARY), "utf8"), "library");
          assert.deepEqual(await readdir(project.at(".setup")), ["lock"]);
        }),
    });
  }
}

Deno.test({
  name: "two set-ups at once take turns, and the second finds nothing to do",
  ignore,
  fn: () =>
    withProject(async (project) => {
      const results = await Promise.all([project.setUp(), project.setUp(), project.setUp()]);
      for (const { ok, stderr } of results) assert.ok(ok, stderr);
      assert.deepEqual(await project.ran(), ALL);
    }),
});
