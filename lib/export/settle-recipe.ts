import { MalthouseError, type FieldError } from "../core/errors.ts";
import type { Role } from "../core/tree.ts";
import { formats } from "./formats/formats.ts";
import { kindNames, type Recipe } from "./recipe.ts";

/** A recipe that can be followed: roles named, lists in one order without repeats, nothing that is not built. */
export type SettledRecipe = Omit<Recipe, "roles"> & { readonly roles: readonly Role[] };

/**
 * Fills in all roles where none is named and puts roles and kinds in the order of `roleNames` (those of the
 * runs' protocol) and of the format. Throws MalthouseError `invalid_request`, naming each field, for a role
 * that is not there, a kind or a place for reasoning that the format has no shape for.
 */
export function settleRecipe(recipe: Recipe, roleNames: readonly Role[]): SettledRecipe {
  const errors = recipe.format === "trees" ? [] : [...refuseShape(recipe), ...refuseRoles(recipe, roleNames)];
  if (errors.length > 0)
    throw new MalthouseError(
      "invalid_request",
      `This recipe cannot be followed: ${errors.map(({ path, message }) => `${path}: ${message}`).join("; ")}.`,
      { errors },
    );
  return {
    ...recipe,
    runIds: [...new Set(recipe.runIds)],
    kinds: kindNames.filter((kind) => recipe.kinds.includes(kind)),
    roles: roleNames.filter((role) => recipe.roles === null || recipe.roles.includes(role)),
  };
}

function refuseShape(recipe: Recipe): FieldError[] {
  const errors: FieldError[] = [];
  const format = formats.find(({ name }) => name === recipe.format);
  recipe.kinds.forEach((kind, index) => {
    if (format && !format.kinds.includes(kind))
      errors.push({
        path: `kinds.${index}`,
        message: `${format.title} has no shape for ${kind}: use ${format.kinds.join(", ")}`,
      });
  });
  if (format && !format.reasoning.includes(recipe.reasoning))
    errors.push({
      path: "reasoning",
      message: `${recipe.format} has no field for it: use ${format.reasoning.join(" or ")}`,
    });
  return errors;
}

function refuseRoles(recipe: Recipe, roleNames: readonly Role[]): FieldError[] {
  return (recipe.roles ?? []).flatMap((role, index) =>
    roleNames.includes(role)
      ? []
      : [
          {
            path: `roles.${index}`,
            message: `${role} is no role of these runs: they have ${roleNames.join(", ")}`,
          },
        ],
  );
}
