/**
 * AdamW (Loshchilov & Hutter 2019). With the bias corrections c1 = 1 - beta1^t and c2 = 1 - beta2^t, PyTorch's update
 *
 *     p = p (1 - lr wd) - lr m / c1 / (sqrt(v / c2) + eps)
 *
 * is p (1 - lr wd) - [lr sqrt(c2) / c1] m / (sqrt(v) + eps sqrt(c2)).
 */
import {
  type AdamState,
  makeAdamState,
  type MutableTensor,
  type Tensor,
  type Variable,
} from "../engine/mod.ts";

export interface AdamWOptions {
  /** Default 0.9. */
  beta1?: number;
  /** Default 0.999. */
  beta2?: number;
  /** Default 1e-8. */
  epsilon?: number;
  /** Decoupled, for all but biases, LayerNorm weights and what a loss learns; default 1e-6, the reference's. */
  weightDecay?: number;
  /** Factor on the learning rate of a parameter, by its name; default 1. */
  rateFactor?: (name: string) => number;
}

export interface AdamW {
  /** Applies one update; gradients by parameter name, a missing one is zero and skips its parameter. */
  step(gradients: Map<string, Tensor>, learningRate: number): void;
  /** Updates so far, and the moments by PyTorch's names: `exp_avg.NAME` and `exp_avg_sq.NAME`. */
  state(): { steps: number; moments: Map<string, MutableTensor> };
  /** Continues from a state's number of updates; the moments are restored through `state().moments`. */
  resume(steps: number): void;
  /** Frees the moments. */
  dispose(): void;
}

/**
 * Whether the reference decays a parameter: all but biases, MPNet's position bias among them, and LayerNorm weights.
 * What a loss learns, `loss.NAME`, is not decayed either.
 */
export function isDecayed(name: string): boolean {
  return !/bias|layer_?norm|^loss\./i.test(name);
}

/** An optimiser for named parameters. */
export function makeAdamW(parameters: Map<string, Variable>, options: AdamWOptions = {}): AdamW {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 1e-6, rateFactor = () => 1 } = options;
  const states = new Map<string, AdamState>();
  for (const [name, parameter] of parameters) states.set(name, makeAdamState(parameter));
  let steps = 0;
  return {
    step(gradients, learningRate) {
      steps++;
      const c1 = 1 - beta1 ** steps;
      const root2 = Math.sqrt(1 - beta2 ** steps);
      for (const [name, state] of states) {
        const gradient = gradients.get(name);
        if (!gradient) continue;
        state.update(gradient, {
          beta1,
          beta2,
          rate: learningRate * rateFactor(name) * root2 / c1,
          epsilon: epsilon * root2,
          // Where lr * wd is below float32's resolution the factor is exactly 1, in PyTorch as well.
          decay: Math.fround(isDecayed(name) ? 1 - learningRate * weightDecay : 1),
        });
      }
    },
    state() {
      const moments = new Map<string, MutableTensor>();
      for (const [name, { first, second }] of states) {
        moments.set(`exp_avg.${name}`, first).set(`exp_avg_sq.${name}`, second);
      }
      return { steps, moments };
    },
    resume(taken) {
      steps = taken;
    },
    dispose() {
      for (const state of states.values()) state.dispose();
    },
  };
}
