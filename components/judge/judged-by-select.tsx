import { useQuery } from "@tanstack/react-query";
import { taskWords } from "@/components/datasets/task-words.ts";
import { Field } from "@/components/ui/field.tsx";
import { Select } from "@/components/ui/select.tsx";
import { datasetsQuery } from "@/lib/client/datasets.ts";
import type { JudgeDraft } from "./use-judge-draft.ts";

type JudgedBySelectProps = {
  readonly draft: JudgeDraft;
  readonly onChange: (fields: Partial<JudgeDraft>) => void;
};

/** How answers are read and compared: a task's way, or the rule that a data set brings. */
export function JudgedBySelect({ draft, onChange }: JudgedBySelectProps) {
  const datasets = useQuery(datasetsQuery());
  const items = datasets.data?.items ?? [];
  const ruled = items.filter(({ ruleVersion }) => ruleVersion !== null);
  const chosen = items.find(({ id }) => id === draft.dataset);
  // A stored completion keeps the version that its run judges by, whichever counts now.
  const isOther = chosen && draft.ruleVersion !== null && draft.ruleVersion !== chosen.ruleVersion;
  return (
    <Field label="Judged as" hint="It decides how answers are read and compared.">
      {(control) => (
        <Select
          {...control}
          value={
            draft.dataset === null
              ? `task ${draft.task}`
              : `${isOther ? "version" : "dataset"} ${draft.dataset}`
          }
          onChange={(event) => {
            const [kind, name = ""] = event.target.value.split(" ");
            const dataset = kind === "dataset" ? (ruled.find(({ id }) => id === name) ?? null) : null;
            onChange({
              dataset: dataset?.id ?? null,
              ruleVersion: null,
              task: dataset?.task ?? (name as JudgeDraft["task"]),
            });
          }}
        >
          <optgroup label="Task">
            {Object.entries(taskWords).map(([task, words]) => (
              <option key={task} value={`task ${task}`}>
                {words}
              </option>
            ))}
          </optgroup>
          {(ruled.length > 0 || draft.dataset !== null) && (
            <optgroup label="Rule of a data set">
              {datasets.data &&
                draft.dataset !== null &&
                !isOther &&
                !ruled.some(({ id }) => id === draft.dataset) && (
                  <option value={`dataset ${draft.dataset}`}>{chosen?.name ?? "data set"}, no rule</option>
                )}
              {isOther && (
                <option value={`version ${chosen.id}`}>
                  {chosen.name}, rule {draft.ruleVersion}
                </option>
              )}
              {ruled.map((dataset) => (
                <option key={dataset.id} value={`dataset ${dataset.id}`}>
                  {dataset.name}, rule {dataset.ruleVersion}
                  {isOther && dataset.id === chosen.id && ", which counts now"}
                </option>
              ))}
            </optgroup>
          )}
        </Select>
      )}
    </Field>
  );
}
