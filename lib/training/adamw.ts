/**
 * AdamW (Loshchilov & Hutter 2019), in the fewest passes over the parameters.
 *
 * The moments are kept without their factors (1 - beta): M = beta1 M + g, V = beta2 V + g^2. With the bias
 * corrections c1 = 1 - beta1^t and c2 = 1 - beta2^t and s = sqrt((1 - beta2) / c2), PyTorch's update
 *
 *     p = p (1 - lr wd) - lr m / c1 / (sqrt(v / c2) + eps)
 *
 * is then p (1 - lr wd) - [lr (1 - beta1) / (c1 s)] M / (sqrt(V) + eps / s).
 */
import { type Tensor, tf, type Variable } from "../engine/mod.ts";

export interface AdamWOptions {
  /** Default 0.9. */
  beta1?: number;
  /** Default 0.999. */
  beta2?: number;
  /** Default 1e-8. */
  epsilon?: number;
  /** Decoupled, for all but biases and LayerNorm weights; default 1e-6, the reference's. */
  weightDecay?: number;
}

export interface AdamW {
  /** Applies one update; gradients by parameter name, a missing one is zero and skips its parameter. */
  step(gradients: Map<string, Tensor>, learningRate: number): void;
  /** Updates so far, and the moments by `first.NAME` and `second.NAME`. */
  state(): { steps: number; moments: Map<string, Variable> };
  /** Continues from a state's number of updates; the moments are restored through `state().moments`. */
  resume(steps: number): void;
  /** Frees the moments. */
  dispose(): void;
}

/** Whether the reference decays a parameter: all but biases and LayerNorm weights. */
export function isDecayed(name: string): boolean {
  return !name.endsWith("bias") && !name.includes("LayerNorm");
}

/** An optimiser for named parameters. */
export function makeAdamW(parameters: Map<string, Variable>, options: AdamWOptions = {}): AdamW {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 1e-6 } = options;
  const moments = new Map<string, Variable>();
  for (const [name, parameter] of parameters) {
    for (const order of ["first", "second"]) {
      const zeros = tf.zerosLike(parameter as Tensor);
      moments.set(`${order}.${name}`, tf.variable(zeros, false));
      zeros.dispose();
    }
  }
  let steps = 0;
  return {
    step(gradients, learningRate) {
      steps++;
      const s = Math.sqrt((1 - beta2) / (1 - beta2 ** steps));
      const rate = learningRate * (1 - beta1) / ((1 - beta1 ** steps) * s);
      for (const [name, parameter] of parameters) {
        const gradient = gradients.get(name);
        if (!gradient) continue;
        const first = moments.get(`first.${name}`)!;
        const second = moments.get(`second.${name}`)!;
        // Where lr * wd is below float32's resolution the factor is exactly 1, in PyTorch as well.
        const kept = Math.fround(isDecayed(name) ? 1 - learningRate * weightDecay : 1);
        tf.tidy(() => {
          const m = tf.add(tf.mul(first as Tensor, beta1), gradient);
          const v = tf.add(tf.mul(second as Tensor, beta2), tf.square(gradient));
          const change = tf.mul(tf.div(m, tf.add(tf.sqrt(v), epsilon / s)), rate);
          first.assign(m);
          second.assign(v);
          parameter.assign(
            tf.sub(kept === 1 ? parameter as Tensor : tf.mul(parameter as Tensor, kept), change),
          );
        });
      }
    },
    state: () => ({ steps, moments }),
    resume(taken) {
      steps = taken;
    },
    dispose() {
      for (const moment of moments.values()) moment.dispose();
    },
  };
}
