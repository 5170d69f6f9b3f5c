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
  const ruled = (datasets.data?.items ?? []).filter(({ ruleVersion }) => ruleVersion !== null);
  return (
    <Field label="Judged as" hint="It decides how answers are read and compared.">
      {(control) => (
        <Select
          {...control}
          value={draft.dataset === null ? `task ${draft.task}` : `dataset ${draft.dataset}`}
          onChange={(event) => {
            const [kind, name = ""] = event.target.value.split(" ");
            const dataset = kind === "dataset" ? (ruled.find(({ id }) => id === name) ?? null) : null;
            onChange({
              dataset: dataset?.id ?? null,
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
          {ruled.length > 0 && (
            <optgroup label="Rule of a data set">
              {ruled.map((dataset) => (
                <option key={dataset.id} value={`dataset ${dataset.id}`}>
                  {dataset.name}, rule {dataset.ruleVersion}
                </option>
              ))}
            </optgroup>
          )}
        </Select>
      )}
    </Field>
  );
}
