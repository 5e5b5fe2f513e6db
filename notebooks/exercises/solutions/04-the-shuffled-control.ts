import { generator } from "kit/base/mod.ts";

// A cycle through all pairs in a random order: each takes the target of the next. A shuffle keeps one in place on average.
export function controlTargets(targets: number[], seed: number): number[] {
  const random = generator(seed);
  const order = targets.map((_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  const control = targets.slice();
  order.forEach((pair, at) => control[pair] = targets[order[(at + 1) % order.length]]);
  return control;
}
