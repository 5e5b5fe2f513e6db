import assert from "node:assert/strict";
import { type Command, defineCommand, type Options } from "./command.ts";
import {
  integerFrom,
  naturalNumber,
  notNegative,
  positiveInteger,
  properShare,
  share,
} from "./number_rules.ts";
import { flag, list, lists, number, oneOf, someOf, text } from "./options.ts";
import { asksForHelp, readArguments } from "./read_arguments.ts";

const options = {
  run: list("FILE …", "runs"),
  system: lists("NAME FILE …", "systems"),
  format: oneOf(["json", "trec"], "format", { default: "json" }),
  encoder: someOf(() => Promise.resolve(["minilm", "tiny"] as const), "encoders"),
  batchTokens: number("N", "tokens", { rule: positiveInteger, default: 4096 }),
  output: text("FILE", "output"),
  complete: flag("complete"),
  normalize: flag("leave lengths", { default: true }),
};
const command = defineCommand({
  name: "evaluate",
  summary: "A command",
  options,
  examples: [{ does: "nothing", args: "" }],
  run: () => Promise.resolve(0),
});
const parse = async (...args: string[]) => (await readArguments(command, args)).options;

async function refused(args: string[], message: RegExp, of: Command<Options> = command) {
  await assert.rejects(readArguments(of, args), { name: "UserError", message });
}

Deno.test("lists take what follows them, also in several places", async () => {
  const read = await parse("--run", "a", "-b", "--complete", "--format=json", "--run=c", "d");
  assert.deepEqual(read.run, ["a", "-b", "c", "d"]);
  assert.deepEqual([read.format, read.complete], ["json", true]);
  const systems = await parse("--system", "x", "1", "2", "--run", "c", "--system=y", "3");
  assert.deepEqual(systems.system, [["x", "1", "2"], ["y", "3"]]);
});

Deno.test("options have their defaults, and values their types", async () => {
  assert.deepEqual(await parse(), {
    run: [],
    system: [],
    format: "json",
    encoder: undefined,
    batchTokens: 4096,
    output: undefined,
    complete: false,
    normalize: true,
  });
  const read = await parse("--batch-tokens", "8", "--encoder", "tiny", "--encoder=minilm", "--no-normalize");
  assert.deepEqual([read.batchTokens, read.encoder, read.normalize], [8, ["tiny", "minilm"], false]);
  assert.equal((await parse("--normalize")).normalize, true);
  assert.equal((await parse("--output=--x=y")).output, "--x=y");
});

Deno.test("an argument that fits no option is refused", async () => {
  await refused(["--frobnicate"], /unknown option "--frobnicate"\. `deno task evaluate --help` lists/);
  await refused(["--toString"], /unknown option/);
  await refused(["-x"], /unknown option "-x"/);
  await refused(["a"], /expected an option but found "a"/);
  await refused(["--complete", "a"], /expected an option but found "a"/);
  await refused(["--format", "json", "trec"], /expected an option but found "trec"/);
  await refused(["--complete=yes"], /no value after --complete/);
  await refused(["--run"], /a value after --run but found none/);
  await refused(["--run", "--complete"], /a value after --run but found none/);
  await refused(["--format", "json", "--format", "trec"], /--format once/);
});

Deno.test("a mistyped option or choice is refused with the nearest name", async () => {
  await refused(["--rnu", "a"], /unknown option "--rnu"\. Did you mean "--run"\?/);
  await refused(["--batch-token", "a"], /Did you mean "--batch-tokens"\?/);
  await refused(
    ["--format", "jsno"],
    /--format to be one of json, trec but found "jsno"\. Did you mean "json"\?/,
  );
  await refused(["--encoder", "tinny"], /--encoder to be one of minilm, tiny but .* Did you mean "tiny"\?/);
  await refused(["--format", "xml"], /but found "xml"\. `deno task/);
});

Deno.test("numbers follow their rule", async () => {
  for (const found of ["0", "x", " ", "1.5", "-1"]) {
    await refused(["--batch-tokens", found], /--batch-tokens to be an integer above 0 but found/);
  }
  const accepted = (rule: { accepts(value: number): boolean }) =>
    [-1, 0, 0.5, 1, 2, Infinity, NaN].filter((value) => rule.accepts(value));
  assert.deepEqual(accepted(naturalNumber), [0, 1, 2]);
  assert.deepEqual(accepted(notNegative), [0, 0.5, 1, 2]);
  assert.deepEqual(accepted(share), [0, 0.5, 1]);
  assert.deepEqual(accepted(properShare), [0.5]);
  assert.deepEqual(accepted(integerFrom(2)), [2]);
});

Deno.test("operands stand between options, and pass through where another program reads them", async () => {
  const named = { ...command, operands: { value: "[NAME …]", help: "names" } };
  const found = await readArguments(named, ["a", "--batch-tokens", "2", "b", "--", "--c"]);
  assert.deepEqual([found.operands, found.options.batchTokens], [["a", "b", "--c"], 2]);
  const passing = { ...command, options: {}, operands: { value: "…", help: "", passThrough: true } };
  assert.deepEqual((await readArguments(passing, ["--port", "1", "-x"])).operands, ["--port", "1", "-x"]);
});

Deno.test("required options that are missing are named together", async () => {
  const needs = {
    ...command,
    options: {
      input: text("FILE", "input", { required: true }),
      run: list("FILE …", "runs", { required: true }),
    },
  };
  await refused([], /evaluate: expected --input FILE and --run FILE … but found none/, needs);
  await refused(["--run", "a"], /expected --input FILE but found none/, needs);
});

Deno.test("--help and -h ask for help, but not after two dashes", () => {
  assert.ok(asksForHelp(["a", "-h"]));
  assert.ok(asksForHelp(["--help"]));
  assert.ok(!asksForHelp(["--", "--help"]));
});
