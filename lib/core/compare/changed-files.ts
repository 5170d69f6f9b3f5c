type File = { readonly path: string; readonly sha256: string };

/** The paths whose bytes differ or that only one of two exports has, sorted. */
export function changedFiles(before: readonly File[], after: readonly File[]): string[] {
  const [was, is] = [before, after].map((files) => new Map(files.map(({ path, sha256 }) => [path, sha256])));
  return [...new Set([...before, ...after].map(({ path }) => path))]
    .filter((path) => was?.get(path) !== is?.get(path))
    .toSorted();
}
