import type { RunRow } from "../../../db/rows.ts";
import { isRecord } from "../../core/is-record.ts";
import { judgeOfRun } from "../run-judge.ts";
import { policyOf } from "../run-policy.ts";

const part = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

/** What a page says of its origin, for a reader who has nothing else: name and value, in order. No address, no key. */
export function factsOfRun(
  run: RunRow,
  { version, now }: { version: string; now: Date },
): [string, string][] {
  const judge = judgeOfRun(run);
  const roles = policyOf(run).protocol.roles.flatMap(({ name, title }): [string, string][] => {
    const settings = part(part(run.config, "roles"), name);
    const [model, temperature] = [part(settings, "model"), part(settings, "temperature")];
    const siblings = part(part(run.config, "branching"), name);
    const words = [
      typeof model === "string" ? model : "",
      typeof temperature === "number" ? `temperature ${temperature}` : "",
      typeof siblings === "number" ? `${siblings} ${siblings === 1 ? "child" : "children"} a parent` : "",
    ];
    const text = words.filter(Boolean).join(", ");
    return text === "" ? [] : [[title, text]];
  });
  const rule = judge.ruleVersion === null ? "" : `, rule ${judge.ruleVersion}`;
  return [
    ["Run", run.name],
    ["Protocol", run.protocol],
    ...roles,
    ["Hash of prompts, models and sampling", run.configHash || "not known"],
    ["Judge", judge.version === "" ? "not known" : `version ${judge.version}${rule}`],
    ["Threshold", run.threshold],
    ["Unknown leaves", run.unknownLeaves === "exclude" ? "left out of the mean" : "count as 0"],
    ["Licence of the texts", "none is set: ask the authors before you pass them on"],
    ["Written", `${now.toISOString().slice(0, 16).replace("T", " ")} UTC by Malthouse ${version}`],
  ];
}
