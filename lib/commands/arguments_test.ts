import assert from "node:assert/strict";
import { parseArguments, type Takes } from "./arguments.ts";

const takes: Record<string, Takes> = { run: "many", format: "one", complete: "nothing", help: "nothing" };
const parse = (...args: string[]) => parseArguments(args, { command: "evaluate", takes });

Deno.test("lists take what follows them, also in several places", () => {
  const given = parse("--run", "a", "-b", "--complete", "--format=json", "--run=c", "d");
  assert.deepEqual(given.all("run"), ["a", "-b", "c", "d"]);
  assert.deepEqual(given.each("run"), [["a", "-b"], ["c", "d"]]);
  assert.deepEqual([given.one("format"), given.has("complete"), given.has("help")], ["json", true, false]);
  assert.ok(parse("-h").has("help"));
});

Deno.test("what fits no option is refused", () => {
  const refused = (args: string[], message: RegExp) =>
    assert.throws(() => parse(...args), { name: "UserError", message });
  refused(["--frobnicate"], /unknown option "--frobnicate"\. `deno task evaluate --help` lists/);
  refused(["--toString"], /unknown option/);
  refused(["a"], /expected an option but found "a"/);
  refused(["--complete", "a"], /expected an option but found "a"/);
  refused(["--format", "json", "trec"], /expected an option but found "trec"/);
  refused(["--complete=yes"], /no value after --complete/);
  refused(["--run"], /a value after --run but found none/);
  refused(["--format", "json", "--format", "trec"], /--format once/);
});

Deno.test("numbers are held to their rule", () => {
  const rule = {
    default: 1,
    rule: "an integer above 0",
    accepts: (n: number) => Number.isInteger(n) && n > 0,
  };
  assert.equal(parse().number("format", rule), 1);
  assert.equal(parse("--format", "3").number("format", rule), 3);
  for (const text of ["0", "x", " ", "1.5"]) {
    assert.throws(
      () => parse("--format", text).number("format", rule),
      /--format to be an integer above 0 but/,
    );
  }
});
