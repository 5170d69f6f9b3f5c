import type { Role } from "../../core/tree.ts";

/** Children of one parent by role: what full expansion needs of a protocol's config. */
export type Branching = { readonly branching: Readonly<Record<Role, number>> };

/** The texts around what a role reads. */
export type Prompts = {
  readonly roles: Readonly<Record<Role, { readonly template: string; readonly systemPrompt: string | null }>>;
};
