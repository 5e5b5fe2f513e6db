/** What a condition, such as false negatives, costs a method, alone or beside what it costs another. */
import { comparedMethod, type Comparison, placeOf } from "../comparison.ts";
import { commonSeeds, seedContrast } from "../seed_difference.ts";
import type { SeedGroup } from "../seed_groups.ts";
import { differenceFound } from "./evidence.ts";
import type { Evidence } from "./verdict.ts";

/** The conditions that claims speak of. */
export const conditions = {
  falseNegatives: /^false negatives [\d.]+$/,
  bfloat16: /^precision bfloat16$/,
} as const;

/**
 * The test nDCG@10 that a method loses under a condition, less that of another where one is named: in each comparison that has
 * them with it and without.
 */
export function lossesOf(
  comparisons: readonly Comparison[],
  under: RegExp,
  label: string,
  than?: string,
): Evidence[] {
  return comparisons.filter(({ condition }) => under.test(condition)).flatMap(
    (spoilt) => {
      const clean = comparisons.find(({ collection, encoder, condition }) =>
        condition === "" && collection === spoilt.collection && encoder === spoilt.encoder
      );
      const own = clean && beforeAndAfter(clean, spoilt, label);
      const other = clean && than !== undefined ? beforeAndAfter(clean, spoilt, than) : undefined;
      if (!own || (than !== undefined && !other)) return [];
      const terms = [
        [1, own.before],
        [-1, own.after],
        ...(other ? [[-1, other.before], [1, other.after]] as const : []),
      ] as const;
      if (commonSeeds(terms.map(([, group]) => group)).length === 0) return [];
      return [{
        label: `${label}${than === undefined ? "" : ` against ${than}`}, nDCG@10 lost`,
        place: placeOf(spoilt),
        ...differenceFound(seedContrast(terms)),
      }];
    },
  );
}

/** A method's runs without the condition and with it; undefined where one is missing. */
function beforeAndAfter(
  clean: Comparison,
  spoilt: Comparison,
  label: string,
): { before: SeedGroup; after: SeedGroup } | undefined {
  // The runs under a condition have one learning rate alone: the clean ones that match it are taken, whatever dev picked.
  const after = comparedMethod(spoilt, label)?.picked;
  const rate = after?.config.training?.learningRate;
  const before = comparedMethod(clean, label)?.searched.find(({ config }) =>
    config.training!.learningRate === rate
  );
  return after && before && { before, after };
}
