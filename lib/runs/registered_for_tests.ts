/** Registries with one more entry, for tests. */

/** Runs with an entry at the end of a registry, and takes it out afterwards. */
export async function withEntry<Entry>(
  registry: readonly Entry[],
  entry: Entry,
  body: () => void | Promise<void>,
): Promise<void> {
  const entries = registry as Entry[];
  entries.push(entry);
  try {
    await body();
  } finally {
    entries.splice(entries.indexOf(entry), 1);
  }
}
