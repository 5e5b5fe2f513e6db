/** `diagnose`: what an encoder makes of a collection, and what adaptive targets may bring there. */
import { counted, textTable, UserError, withInterval } from "../base/mod.ts";
import type { Diagnosis, Expectation, Range } from "../diagnosis/mod.ts";
import { collectionHelp } from "./collection_help.ts";
import { defineCommand } from "./command.ts";
import { naturalNumber, positiveInteger } from "./number_rules.ts";
import { flag, number, oneOf, text } from "./options.ts";
import { jsonLines, print, say } from "./output.ts";

export default defineCommand({
  name: "diagnose",
  summary: "Say from a sample of triples, before training, what self-distillation may bring",
  needsPackages: true,
  usage: ["--data FOLDER --encoder NAME", "--known"],
  options: {
    data: text("FOLDER", collectionHelp("corpus.jsonl, queries.jsonl and qrels/train.tsv")),
    encoder: text("NAME", "the encoder that would be trained: a name, a hub id, a folder"),
    triples: number("N", "train queries that are looked at, a triple each", {
      rule: positiveInteger,
      default: 512,
    }),
    queryLength: number("N", "tokens that a query is cut to", { rule: positiveInteger, default: 20 }),
    passageLength: number("N", "tokens that a passage is cut to", { rule: positiveInteger, default: 200 }),
    seed: number("N", "seed of the sample", { rule: naturalNumber, default: 1 }),
    format: oneOf<"table" | "json">(["table", "json"], "what is printed", { default: "table" }),
    known: flag(
      "look at all encoders and collections of the committed study instead, from which is concluded",
    ),
  },
  examples: [
    { does: "an encoder on your collection", args: "--data FOLDER --encoder minilm" },
    {
      does: "the same as JSON, from more triples",
      args: "--data FOLDER --encoder minilm --triples 2000 --format json",
    },
  ],
  details: () =>
    "What to expect is a straight line through the encoders that the study trained on its first collection, over the one\n" +
    "property that errs least at encoders left out; or their mean, where none does better. The interval is that of one\n" +
    "more such encoder. Where the property lies outside of what these encoders have, the line is extrapolated, which is\n" +
    "said. `--known` writes results/diagnoses.json, and says how the line does on the other collections.",
  async run({ data, encoder: name, triples, queryLength, passageLength, seed, format, known: all }) {
    const {
      diagnose,
      errorOf,
      expectedGain,
      FEW_TRIPLES,
      heldOut,
      isOutside,
      knownCases,
      opponents,
      rangeOf,
      writeDiagnoses,
    } = await import("../diagnosis/mod.ts");
    if (all) {
      await writeDiagnoses((place) => say(`Looking at ${place}`));
      const known = await knownCases();
      for (const against of opponents) {
        const tried = heldOut(known, FITTED, against);
        for (const { known: { encoder, collection }, expected, observed } of tried) {
          print(
            `${encoder}, ${collection}, adaptive less ${against}: expected ${
              withInterval(expected.gain)
            }, observed ` +
              `${observed.toFixed(3)}\n`,
          );
        }
        if (tried.length > 0) print(`Mean absolute error against ${against}: ${errorOf(tried).toFixed(3)}\n`);
      }
      return 0;
    }
    if (data === undefined || name === undefined) {
      throw new UserError("diagnose: expected --data and --encoder, or --known.");
    }
    const { openCollection } = await import("../data/mod.ts");
    const { loadEncoder } = await import("../encoders/mod.ts");
    const { collection, notes } = await openCollection(data);
    for (const note of notes) say(note);
    const encoder = await loadEncoder(name);
    const found = await diagnose(encoder, collection, {
      triples,
      seed,
      lengths: { query: queryLength, passage: passageLength },
    });
    encoder.dispose();
    const known = (await knownCases()).filter((each) => each.collection === FITTED);
    const expectations = opponents.flatMap((against) => expectedGain(found, known, against) ?? []);
    if (format === "json") {
      print(jsonLines([{ encoder: name, collection: collection.name, ...found, expectations }]));
      return 0;
    }
    const { triples: looked, ...properties } = found;
    const rows = Object.entries(properties).map(([property, value]) => {
      if (known.length === 0) return [property, value.toFixed(3), "", ""];
      const range = rangeOf(known, property as keyof typeof properties);
      return [property, value.toFixed(3), between(range), isOutside(value, range) ? "outside" : ""];
    });
    print(
      `${name} on ${collection.name}, ${counted(looked, "triple")}\n\n` +
        textTable([["property", "here", "in the study", ""], ...rows], { left: [0, 3] }) + "\n" +
        (expectations.length === 0
          ? "The study knows too few encoders to say what to expect.\n"
          : expectations.map((expectation) => inWords(expectation, found)).join("")) +
        (looked < FEW_TRIPLES ? fewTriples(looked) : ""),
    );
    return 0;
  },
});

/** The collection that the line is fitted on. */
const FITTED = "wordnet-study";

const between = ({ low, high }: Range) => `${low.toFixed(3)} to ${high.toFixed(3)}`;

function inWords(
  { against, gain, property, range, extrapolated, error, cases }: Expectation,
  here: Diagnosis,
): string {
  const by = property
    ? `by ${property} of ${cases} encoders on ${FITTED}`
    : `the mean of ${cases} encoders on ${FITTED}, as no property says more`;
  return `adaptive less ${against}, test nDCG@10: ${withInterval(gain)}, ${by}; error at one left out: ${
    error.toFixed(3)
  }\n` +
    (extrapolated
      ? `  Extrapolated: ${property} is ${here[property!].toFixed(3)} here, and ${
        between(range!)
      } at these encoders.\n`
      : "");
}

/** What a sample of few triples is worth: the 95 % interval of a share is widest at one half. */
function fewTriples(triples: number): string {
  return `Few triples: a share of ${triples}, as of the ordered ones, is uncertain by up to ±${
    (1.96 * Math.sqrt(0.25 / triples)).toFixed(2)
  }; the other properties are uncertain too.\n`;
}
