/** The explorer's page as one script: its modules, and the figures and statistics that they share with the notebooks. */
import path from "node:path";
import { inProject, UserError } from "../base/mod.ts";
import { bundleOptions } from "./bundle_options.ts";

/**
 * Bundles the page with esbuild.
 *
 * What methods and collections load on demand, such as losses, stays out: the page trains nothing. So does code that only
 * runs under Deno, as long as the page does not use it.
 *
 * @throws UserError where the page uses a module of Node or npm: it names the file that imports it.
 */
export async function bundlePage(): Promise<string> {
  const { build, stop } = await import("esbuild");
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [inProject("lib", "explorer", "page", "main.ts")],
      ...bundleOptions,
      metafile: true,
      plugins: [{
        name: "only what a page can load",
        setup(plugin) {
          plugin.onResolve({ filter: /.*/ }, ({ kind, path: name, resolveDir }) => {
            if (kind === "entry-point") return undefined;
            const inside = name.startsWith(".") && kind !== "dynamic-import";
            // Modules are declarations alone, so that those which are not used can be left out.
            return inside
              ? { path: path.join(resolveDir, name), sideEffects: false }
              : { path: name, external: true, sideEffects: false };
          });
        },
      }],
    });
    const [{ imports }] = Object.values(metafile.outputs);
    const foreign = imports.find(({ kind }) => kind !== "dynamic-import");
    if (foreign) {
      const importers = Object.entries(metafile.outputs).flatMap(([, { inputs }]) =>
        Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file)
      ).filter((file) => metafile.inputs[file].imports.some((each) => each.path === foreign.path));
      throw new UserError(
        `Expected the explorer's page to use no module of Node or npm but found ${foreign.path} in ${
          importers.join(", ")
        }. Move what the page uses into a file of its own.`,
      );
    }
    return outputFiles[0].text;
  } finally {
    await stop();
  }
}
