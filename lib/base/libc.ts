/** Functions of the C library. */

/**
 * Runs something with functions of glibc; undefined where there is no glibc, or no permission to load it.
 *
 * @param symbols What they take and return.
 */
export function withLibc<const S extends Deno.ForeignLibraryInterface, T>(
  symbols: S,
  use: (functions: Deno.StaticForeignLibraryInterface<S>) => T,
): T | undefined {
  if (Deno.build.os !== "linux") return undefined;
  let library: Deno.DynamicLibrary<S>;
  try {
    library = Deno.dlopen("libc.so.6", symbols);
  } catch {
    return undefined; // musl, or no permission
  }
  try {
    return use(library.symbols);
  } finally {
    library.close();
  }
}
