import { createSerializer } from "nuqs";
import { printField, recipeWord } from "@/components/exports/recipe-words.ts";
import { recipeAddress } from "@/components/exports/recipe-address.ts";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import type { Export } from "@/lib/http/wire/exports.ts";

const write = createSerializer(recipeAddress);

/** The form of a run's export page, filled in with a recipe. */
function recipeHref({ recipe, runs }: Export): string | null {
  const [run] = runs;
  if (!run || runs.length !== 1) return null;
  const known = Object.fromEntries(Object.keys(recipeAddress).map((name) => [name, recipe[name] ?? null]));
  return write(`/runs/${run.id}/export`, known);
}

/** Every field that an export was made by. */
export function RecipeCard({ item }: { readonly item: Export }) {
  const href = recipeHref(item);
  return (
    <Card className="px-4 py-3">
      <div className="flex items-center justify-between gap-2">
        <h2 className="text-section">Recipe</h2>
        {href && (
          <ButtonLink size="sm" href={href}>
            Change it
          </ButtonLink>
        )}
      </div>
      <dl className="text-small mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {Object.entries(item.recipe)
          .filter(([field]) => field !== "runIds")
          .map(([field, value]) => (
            <div key={field} className="contents">
              <dt className="text-ink2">{recipeWord(field)}</dt>
              <dd className="wrap-anywhere">{printField(value)}</dd>
            </div>
          ))}
      </dl>
      <p className="text-tiny text-ink3 mt-2 wrap-anywhere">
        SHA-256 <code>{item.recipeHash}</code>
      </p>
    </Card>
  );
}
