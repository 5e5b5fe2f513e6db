/** When does it pay? What adaptive targets gained, beside what the encoder was like before it was trained. */
import { counted, withInterval } from "../base/mod.ts";
import { colourOf, type ForestRow } from "../figures/mod.ts";
import { errorOf, expectedGain, heldOut, type KnownCase } from "./expectation.ts";

/** By collection; in each, encoders that rank badly before training come first. */
function fromWorst(known: readonly KnownCase[]): KnownCase[] {
  return known.toSorted((a, b) =>
    b.collection.localeCompare(a.collection) || (a.untrained ?? NaN) - (b.untrained ?? NaN)
  );
}

/** The gains as rows of a forest plot, a panel for each method that adaptive targets are compared with. */
export function gainMarks(known: readonly KnownCase[]): ForestRow[] {
  const color = colourOf("adaptive");
  return fromWorst(known).flatMap(({ encoder, collection, gains }) =>
    Object.entries(gains).map(([against, value]) => ({
      panel: `against ${against}`,
      label: `${encoder}, ${collection}`,
      family: "adaptive",
      marker: { symbol: "circle", color, line: { color, width: 1.6 } },
      value,
    }))
  );
}

/** What was seen of each encoder before training, and the gains. */
export function gainRows(known: readonly KnownCase[]): Record<string, string | number | null>[] {
  return fromWorst(known).map(({ encoder, collection, untrained, diagnosis, gains }) => ({
    searched: collection,
    encoder,
    "nDCG@10 untrained": untrained ?? null,
    "mean T": diagnosis["mean target"],
    "spread of T": diagnosis["spread of targets"],
    "ordered triples": diagnosis["ordered triples"],
    alignment: diagnosis.alignment,
    uniformity: diagnosis.uniformity,
    "effective rank": Math.round(diagnosis["effective rank"]),
    ...Object.fromEntries(
      Object.entries(gains).map(([against, { mean }]) => [`adaptive less ${against}`, mean]),
    ),
  }));
}

/**
 * What can be said of a new encoder from those that were tried, and how well that did on other collections, a point for each
 * method that adaptive targets are compared with.
 *
 * @param collection What the rule is fitted on.
 */
export function gainFindings(known: readonly KnownCase[], collection: string): string {
  const fitted = known.filter((each) => each.collection === collection);
  const others = [...new Set(known.flatMap(({ gains }) => Object.keys(gains)))];
  return others.flatMap((against) => {
    const [first] = fitted;
    const rule = first && expectedGain(first.diagnosis, fitted, against);
    if (!rule) return [`- **Against ${against}**: too few encoders to say what to expect.`];
    const said = rule.property
      ? `**${rule.property}** says most of what to expect`
      : "no property says more than the mean of all encoders";
    const tried = heldOut(known, collection, against).map((
      { known: { encoder, collection }, expected, observed },
    ) =>
      `${encoder} on ${collection}: expected ${withInterval(expected.gain)}, observed ${observed.toFixed(3)}`
    );
    return [
      `- **Against ${against}**: of ${
        counted(rule.cases, "encoder")
      }, ${said}; at an encoder left out, the rule errs by ` +
      `${rule.error.toFixed(3)} on average.` +
      (tried.length === 0
        ? ""
        : ` Where it was not fitted, it errs by ${errorOf(heldOut(known, collection, against)).toFixed(3)}. ${
          tried.join("; ")
        }.`),
    ];
  }).join("\n");
}
