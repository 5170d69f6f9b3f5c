const escape = (mark: string): string => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;

/** The header that has a browser save an answer under a name: the exact one as RFC 5987 writes it, and one in ASCII. */
export function attachment(name: string): { readonly "content-disposition": string } {
  const ascii = name.replaceAll(/[^ -~]|["\\]/g, "_");
  // Half a surrogate pair, which a name given as JSON may hold, would throw.
  const exact = encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, escape);
  return { "content-disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${exact}` };
}
