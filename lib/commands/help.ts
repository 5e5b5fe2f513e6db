/** The help of a command, and the list of commands, made from their descriptions. */
import type { Command, Options } from "./command.ts";
import { namesOf, type Option } from "./option.ts";
import { spelled } from "./spelling.ts";

const WIDTH = 110;

/** The help of a command: usage, summary, options, examples, details. */
export async function helpOf(command: Command<Options>): Promise<string> {
  const { name, summary, examples, details } = command;
  const blocks = [
    usageOf(command).map((usage) => `deno task ${`${name} ${usage}`.trim()}\n`).join(""),
    `${summary}.\n`,
    await optionsOf(command),
    `${examples.length === 1 ? "Example" : "Examples"}:\n` +
    examples.map(({ does, args }) => `  # ${does}\n  deno task ${`${name} ${args}`.trim()}\n`).join(""),
  ];
  if (details) blocks.push(`${(await details()).trimEnd()}\n`);
  return blocks.join("\n");
}

/** A line for each command. */
export function listOf(commands: readonly Pick<Command, "name" | "summary">[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`);
  return `Usage: deno task COMMAND [options]\n\n${lines.join("")}\n` +
    "`deno task COMMAND --help` explains a command and its options.\n";
}

function usageOf({ options, operands, usage }: Command<Options>): readonly string[] {
  if (usage) return usage;
  const required = Object.entries(options).filter(([, option]) => option.required)
    .map(([key, { value }]) => `${spelled(key)} ${value}`);
  const rest = Object.values(options).some((option) => !option.required) ? ["[options]"] : [];
  return [[...(operands ? [operands.value] : []), ...required, ...rest].join(" ")];
}

async function optionsOf({ options, operands }: Command<Options>): Promise<string> {
  const rows: [string, string, string?][] = operands ? [[operands.value, operands.help]] : [];
  for (const [key, option] of Object.entries(options)) {
    const name = option.negative ? spelled(key).replace("--", "--no-") : spelled(key);
    rows.push([option.value ? `${name} ${option.value}` : name, await meaningOf(option), option.group]);
  }
  // Before the first heading.
  const at = rows.findIndex(([, , group]) => group !== undefined);
  rows.splice(at < 0 ? rows.length : at, 0, ["--help", "show this help"]);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, meaning, group], i) => {
    const heading = group !== undefined && group !== rows[i - 1][2] ? `${group}:\n` : "";
    return `${heading}  ${name.padEnd(width)}  ${wrapped(meaning, width + 4)}\n`;
  }).join("");
}

async function meaningOf(option: Option<unknown>): Promise<string> {
  const { help, choices, shownDefault, repeatable, takes } = option;
  const names = choices ? `: ${(await namesOf(choices)).join(", ")}` : "";
  const notes = [
    ...(takes === "one" && repeatable ? ["may be repeated"] : []),
    ...(shownDefault === undefined ? [] : [`default ${shownDefault}`]),
  ];
  return `${help}${names}${notes.length > 0 ? ` (${notes.join("; ")})` : ""}`;
}

/** Breaks a text into lines that are indented from the second on. */
function wrapped(text: string, indent: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.length - 1;
    if (lines[last] && indent + lines[last].length + 1 + word.length > WIDTH) lines.push(word);
    else lines[last] += lines[last] ? ` ${word}` : word;
  }
  return lines.join(`\n${" ".repeat(indent)}`);
}
