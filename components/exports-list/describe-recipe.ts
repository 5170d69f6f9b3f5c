const listText = (value: unknown): string | null =>
  Array.isArray(value) && value.length > 0 ? value.filter((one) => typeof one === "string").join(", ") : null;

/** What of a recipe matters in a list: kinds, roles, threshold, gap, and whether it is a control. */
export function describeRecipe(recipe: Readonly<Record<string, unknown>>): string {
  const [threshold, minMargin, validationShare, labels] = [
    "threshold",
    "minMargin",
    "validationShare",
    "labels",
  ].map((key) => recipe[key]);
  return [
    listText(recipe["kinds"]),
    listText(recipe["roles"]),
    typeof threshold === "number" ? `threshold ${threshold}` : null,
    typeof minMargin === "number" && minMargin > 0 ? `gap at least ${minMargin}` : null,
    typeof validationShare === "number" && validationShare > 0
      ? `${Math.round(validationShare * 100)} % validation`
      : null,
    typeof labels === "string" && labels !== "real" ? `control: ${labels} labels` : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
