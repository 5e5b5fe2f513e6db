/** The name a run is stored under: a hash of what it is. */
import { createHash } from "node:crypto";
import path from "node:path";
import { canonical } from "./canonical.ts";
import type { RunConfig } from "./config.ts";
import type { PartSize } from "./collections/collection_entry.ts";
import { sizesOf } from "./collections/registry.ts";
import { dataSeed, rankingDepth, rerankDepth } from "./sizes.ts";

/** Raised whenever the same configuration would give other results: a change in data, encoder or measures. */
export const schemaVersion = 1;

/**
 * JSON with sorted keys and without absent fields, so that equal values are equal texts.
 *
 * @throws TypeError where a value has no JSON of its own: NaN, infinity, a function.
 *
 * @example The order of keys does not count
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(canonicalJSON({ b: 1, a: [true, null] }), '{"a":[true,null],"b":1}');
 * ```
 */
export function canonicalJSON(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJSON).join(",")}]`;
  if (typeof value === "object") {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    fields.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJSON(field)}`).join(",")}}`;
  }
  throw new TypeError(`Expected a configuration to hold plain JSON values but found ${String(value)}`);
}

/** 16 hexadecimal digits of the SHA-256 of a configuration, the sizes it refers to and the schema. */
export function hashOf(config: RunConfig): string {
  const { train, dev, test } = sizesOf(config.collection);
  const parts = { train: hashedSize(train), dev: hashedSize(dev), test: hashedSize(test) };
  const sizes = { ...parts, dataSeed, rankingDepth, rerankDepth };
  return createHash("sha256").update(
    canonicalJSON({ schemaVersion, config: withoutPlaces(canonical(config)), sizes }),
  )
    .digest("hex").slice(
      0,
      16,
    );
}

/** A configuration without where its files lie on this machine; their fingerprints stand for them. */
function withoutPlaces({ collection, encoder, triples, teacher, ...config }: RunConfig) {
  // Sizes are hashed apart.
  const { folder: _, sizes: __, ...named } = collection;
  return {
    ...config,
    collection: named,
    encoder: config.weights === undefined ? encoder : path.basename(encoder),
    teacher: teacher && {
      ...teacher,
      encoder: teacher.weights === undefined ? teacher.encoder : path.basename(teacher.encoder),
    },
    triples: triples && "file" in triples ? { fingerprint: triples.fingerprint } : triples,
  };
}

/** A size under the names that the first runs were hashed with, so that these keep their hashes. */
function hashedSize(size: "all" | PartSize) {
  if (size === "all") return size;
  const { judged, ...others } = size;
  return { ...others, synsets: judged };
}
