/** What false negatives cost a method, beside what they cost another. */
import { comparedMethod, type Comparison, placeOf } from "../comparison.ts";
import { seedContrast } from "../seed_difference.ts";
import type { SeedGroup } from "../seed_groups.ts";
import { differenceFound } from "./evidence.ts";
import type { Evidence } from "./verdict.ts";

/**
 * The loss of test nDCG@10 of one method with false negatives less that of another, in each comparison that has both, with
 * false negatives and without.
 */
export function extraLossOf(comparisons: readonly Comparison[], a: string, b: string): Evidence[] {
  return comparisons.filter(({ condition }) => /^false negatives [\d.]+$/.test(condition)).flatMap(
    (spoilt) => {
      const clean = comparisons.find(({ collection, encoder, condition }) =>
        condition === "" && collection === spoilt.collection && encoder === spoilt.encoder
      );
      if (!clean) return [];
      // The spoilt runs have one setting alone: the clean ones that match it are taken, whatever dev picked.
      const pair = (label: string): [SeedGroup, SeedGroup] | undefined => {
        const after = comparedMethod(spoilt, label)?.picked;
        const rate = after?.config.training?.learningRate;
        const before = comparedMethod(clean, label)?.searched.find(({ config }) =>
          config.training!.learningRate === rate
        );
        return after && before && [before, after];
      };
      const [one, other] = [pair(a), pair(b)];
      if (!one || !other) return [];
      const contrast = seedContrast([[1, one[0]], [-1, one[1]], [-1, other[0]], [1, other[1]]]);
      return [{
        label: `${a} against ${b}, nDCG@10 lost`,
        place: placeOf(spoilt),
        ...differenceFound(contrast),
      }];
    },
  );
}
