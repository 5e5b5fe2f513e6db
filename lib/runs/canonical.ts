/** One form of a configuration for one meaning: what says nothing is left out. */
import type { RunConfig } from "./config.ts";
import { encoderNamed } from "./encoders/registry.ts";
import { kindOf } from "./methods/registry.ts";
import { lengths as defaultLengths } from "./sizes.ts";

/**
 * A configuration without fields that have their default value, and without options of the method that change nothing.
 *
 * @example No dropout is no dropout
 * ```ts
 * import assert from "node:assert/strict";
 * import { smokeConfigs } from "./configs_for_tests.ts";
 * const [config] = smokeConfigs;
 * const training = { ...config.training!, dropout: 0 };
 * assert.deepEqual(canonical({ ...config, training }), canonical(config));
 * ```
 */
export function canonical(config: RunConfig): RunConfig {
  const { method, training, lengths, testUse } = config;
  const { encoder, encoderOptions } = canonicalEncoder(config);
  return present({
    ...config,
    encoder,
    method: kindOf(method).canonical?.(method) ?? method,
    encoderOptions: encoderOptions && nonEmpty(present(encoderOptions)),
    training: training && present({
      ...training,
      dropout: training.dropout || undefined,
      sampling: training.sampling === "random" ? undefined : training.sampling,
      validateBy: training.validateBy === "search" ? undefined : training.validateBy,
      keepBest: training.keepBest && present(training.keepBest),
    }),
    falseNegatives: config.falseNegatives || undefined,
    lengths: training || isDefault(lengths) ? undefined : lengths,
    testUse: training && testUse && nonEmpty(present(testUse)),
    scale: config.scale === 1 ? undefined : config.scale,
  });
}

/** An encoder under the name that it has with its layers. */
function canonicalEncoder(
  { encoder, encoderOptions }: RunConfig,
): Pick<RunConfig, "encoder" | "encoderOptions"> {
  if (!encoderOptions) return { encoder };
  const { layers, precision, ...others } = encoderOptions;
  const cut = layers === undefined ? undefined : encoderNamed(`${encoder}-${layers}`)?.name;
  return {
    encoder: cut ?? encoder,
    encoderOptions: {
      ...others,
      layers: cut === undefined ? layers : undefined,
      precision: precision === "float32" ? undefined : precision,
    },
  };
}

function isDefault(lengths: RunConfig["lengths"]): boolean {
  return lengths?.maxQueryLength === defaultLengths.maxQueryLength &&
    lengths.maxPassageLength === defaultLengths.maxPassageLength;
}

/** An object without the fields that are undefined. */
function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

function nonEmpty<T extends object>(value: T): T | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}
