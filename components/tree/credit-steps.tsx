import { ValueGlyph } from "@/components/ui/value-glyph.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import type { ClusteredInterval } from "@/lib/core/clustered-interval.ts";
import { toNumber } from "@/lib/core/fraction.ts";
import { depthOf, type Path } from "@/lib/core/path.ts";
import { valueColour, valueInk } from "@/lib/draw/colour.ts";
import { explainBelow, explainCredit, type CreditChild, type CreditStep } from "./explain-credit.ts";
import { formatValue } from "./format-value.ts";
import type { TreeIndex } from "./index-tree.ts";
import { kindOf } from "./look-of-node.ts";
import { PlaceGlyph } from "./place-glyph.tsx";
import { Section } from "./section.tsx";

type CreditStepsProps = { index: TreeIndex; path: Path; onSelect: (path: Path) => void };

/** Where a node's value comes from and what it does above: a row from the node up to the question, in words. */
export function CreditSteps({ index, path, onSelect }: CreditStepsProps) {
  const steps = explainCredit(index, path);
  const { threshold } = index.tree;
  const below = explainBelow(index, path);
  return (
    <Section
      title="How the credit was computed"
      note={
        index.backup === "majority"
          ? "label = majority of the children’s labels"
          : `value = mean of the children, positive if > ${threshold}`
      }
    >
      {below.length > 0 && (
        <details className="mb-2.5">
          <summary className="text-small text-ink2">Below it, down to the leaves</summary>
          <ol className="mt-2 flex flex-col gap-2.5">
            {below.map((step) => (
              <li key={step.path} style={{ paddingLeft: 14 * (depthOf(step.path) - depthOf(path) - 1) }}>
                <Step step={step} threshold={threshold} onSelect={onSelect} />
              </li>
            ))}
          </ol>
        </details>
      )}
      <ol className="flex flex-col gap-2.5">
        {steps.map((step) => (
          <li
            key={step.path}
            className={classNames(step.path === path && "-mx-2 rounded-[6px] bg-accentbg px-2 py-1")}
          >
            <Step step={step} threshold={threshold} onSelect={onSelect} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

type StepProps = { step: CreditStep; threshold: number; onSelect: (path: Path) => void };

function Step({ step, threshold, onSelect }: StepProps) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-[12.5px]">
        <button
          type="button"
          onClick={() => onSelect(step.path)}
          className="w-[58px] shrink-0 text-left font-semibold hover:underline"
        >
          {step.name}
        </button>
        {step.children.length > 0 && <Strip step={step} threshold={threshold} onSelect={onSelect} />}
        <span className="ml-auto flex items-center gap-1.5 font-semibold">
          {step.place ? (
            <PlaceGlyph place={step.place} threshold={threshold} />
          ) : (
            <ValueGlyph value={step.value === null ? null : toNumber(step.value)} threshold={threshold} />
          )}
          {step.valueText ?? "–"}
        </span>
      </div>
      <p className="text-small text-ink2 mt-0.5">
        {step.words}
        <LocalLabel step={step} />
      </p>
      {step.interval && <Interval interval={step.interval} />}
    </>
  );
}

/** The interval in words, with what it rests on: leaves that share a parent are alike and count for less. */
function Interval({ interval }: { interval: ClusteredInterval }) {
  const { low, high, groups, effectiveLeaves } = interval;
  return (
    <p className="text-tiny text-ink3">
      95 %: {low.toFixed(2)} to {high.toFixed(2)}, from {groups} children whose leaves are worth{" "}
      {effectiveLeaves.toFixed(1)} independent ones
    </p>
  );
}

function LocalLabel({ step }: { step: CreditStep }) {
  if (step.place?.kind !== "node" || step.place.role.isLeaf) return null;
  const { localLabel, label } = step.place.node;
  if (localLabel === null) return null;
  return (
    <span className="text-ink3">
      {" "}
      · local (its children’s majority): {localLabel}
      {label !== null && label !== localLabel && (
        <Tag tone="warn" className="ml-1.5">
          differs
        </Tag>
      )}
    </span>
  );
}

type StripProps = { step: CreditStep; threshold: number; onSelect: (path: Path) => void };

function Strip({ step, threshold, onSelect }: StripProps) {
  return (
    <span className="flex flex-wrap gap-0.5">
      {step.children.map((child) => (
        <button
          key={child.path}
          type="button"
          title={child.name}
          aria-label={`${child.name}, ${textOf(child)}`}
          onClick={() => onSelect(child.path)}
          className={classNames(
            "grid h-5 min-w-[27px] place-items-center rounded-[3px] px-1 text-tiny font-semibold",
            child.isOnPath && "shadow-[0_0_0_2px_var(--surface),0_0_0_3.5px_var(--accent)]",
          )}
          style={paintOf(child, threshold)}
        >
          {textOf(child)}
        </button>
      ))}
    </span>
  );
}

function textOf({ place }: CreditChild): string {
  if (place.kind === "failed") return "!";
  if (place.kind === "asked") return "…";
  return kindOf(place.node, place.role) === "unknown" ? "?" : (formatValue(place.node) ?? "–");
}

function paintOf({ place }: CreditChild, threshold: number): { background: string; color: string } {
  const isUnknown = place.kind !== "node" || kindOf(place.node, place.role) === "unknown";
  const value = isUnknown ? null : place.node.value;
  return { background: valueColour(value, threshold), color: valueInk(value, threshold) };
}
