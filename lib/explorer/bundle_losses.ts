/** A page that computes losses as one script: the library's own code, on a tensor engine that browsers run. */
import path from "node:path";
import { inProject } from "../base/mod.ts";
import { bundleOptions } from "./bundle_options.ts";

/**
 * Bundles the page with esbuild.
 *
 * The modules are those that run under Deno, with one put in place of another: the tensor engine is tfjs in plain
 * JavaScript. Losses know of an engine no more than `tf`.
 */
export async function bundleLosses(page: "playground" | "microscope"): Promise<string> {
  const engine = inProject("lib", "engine", "mod.ts");
  const { build, stop } = await import("esbuild");
  try {
    const { outputFiles } = await build({
      entryPoints: [inProject("lib", "explorer", page, "page", "main.ts")],
      ...bundleOptions,
      legalComments: "none",
      // What imports these is not used, and left out.
      external: ["node:*"],
      plugins: [{
        name: "the engine of browsers",
        setup(plugin) {
          plugin.onResolve({ filter: /^\./ }, ({ kind, path: name, resolveDir }) => {
            if (kind === "entry-point" || !resolveDir.startsWith(inProject("lib"))) return undefined;
            const file = path.join(resolveDir, name);
            if (file === engine) return { path: inProject("lib", "explorer", "browser_engine.ts") };
            // Modules are declarations alone, so that those which are not used can be left out.
            return { path: file, sideEffects: false };
          });
        },
      }],
    });
    return outputFiles[0].text;
  } finally {
    await stop();
  }
}
