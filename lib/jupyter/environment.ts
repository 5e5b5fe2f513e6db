/** Jupyter inside the project: nothing in the user's home folder is read or written. */
import { inProject } from "../base/mod.ts";

/** Environment variables for every program of Jupyter. */
export function jupyterEnvironment(): Record<string, string> {
  const own = (name: string) => inProject(".venv", "jupyter", name);
  return {
    JUPYTER_CONFIG_DIR: own("config"),
    JUPYTER_DATA_DIR: own("data"),
    JUPYTER_RUNTIME_DIR: own("runtime"),
    JUPYTERLAB_SETTINGS_DIR: own("settings"),
    JUPYTERLAB_WORKSPACES_DIR: own("workspaces"),
    JUPYTER_PLATFORM_DIRS: "1",
    IPYTHONDIR: own("ipython"),
    // Python would find packages in the user's home folder first.
    PYTHONNOUSERSITE: "1",
  };
}
