/** The name a run is stored under: a hash of what it is. */
import { createHash } from "node:crypto";
import path from "node:path";
import { canonical } from "./canonical.ts";
import { canonicalJSON } from "./canonical_json.ts";
import type { RunConfig } from "./config.ts";
import type { PartSize } from "./collections/collection_entry.ts";
import { sizesOf } from "./collections/registry.ts";
import { dataSeed, rankingDepth, rerankDepth } from "./sizes.ts";

/** Raised whenever the same configuration would give other results: a change in data, encoder or measures. */
export const schemaVersion = 1;

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
