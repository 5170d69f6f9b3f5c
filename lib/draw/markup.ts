/** An element as plain data: the same drawing is written to a file and put on a page. Undefined attributes are left out. */
export type Markup = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children: readonly (Markup | string)[];
};

/** An element of a drawing; null children are left out. */
export function markup(
  name: string,
  attributes: Markup["attributes"] = {},
  ...children: (Markup | string | null)[]
): Markup {
  return { name, attributes, children: children.filter((child) => child !== null) };
}
